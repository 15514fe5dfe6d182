import { expect, test } from 'vitest';
import { createTestClock } from '../../support/clock.ts';
import type { SessionEvent } from '../../support/tds/log.ts';
import type { TdsServer } from '../../support/tds/server.ts';
import { checked, limits, never, open, serve, targetOf } from './support.ts';

const runaway = { match: /endless/, runaway: true };

const kinds = (server: TdsServer): SessionEvent['kind'][] =>
  server.log.events.map(({ kind }) => kind);

/** Resolves as soon as the server runs a statement that matches. */
async function running(server: TdsServer, sql: RegExp): Promise<void> {
  while (!server.log.texts.some((text) => sql.test(text))) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a runaway statement is stopped at the server by an attention, and rolled back', async () => {
  const server = await serve({ answers: [runaway] });
  const source = open(targetOf(server));
  await source.test(never);
  const began = performance.now();
  await expect(
    source.run(checked('SELECT * FROM endless'), limits({ timeoutMs: 200 }), never),
  ).rejects.toMatchObject({ code: 'db_timeout', params: { seconds: 1 } });
  const stopped = server.log.events.find((event) => event.kind === 'interrupted');
  expect(stopped?.at).toBeGreaterThan(began + 190);
  expect(stopped?.at).toBeLessThan(began + 200 + 20_000);
  expect(kinds(server).slice(-3)).toEqual(['interrupted', 'batch', 'transaction']);
});

test('the person’s cancel goes to the server too, and the session serves on', async () => {
  const server = await serve({ answers: [runaway] });
  const source = open(targetOf(server));
  const controller = new AbortController();
  const work = source.run(checked('SELECT * FROM endless'), limits(), controller.signal);
  await running(server, /endless/);
  controller.abort();
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(kinds(server)).toContain('attention');
  expect(kinds(server)).toContain('interrupted');
  const after = await source.run(checked('SELECT 1 AS one'), limits(), never);
  expect(after.rows).toEqual([[1]]);
  expect(server.log.sessions).toHaveLength(1);
});

test('a timeout counts to the last row, not to the first', async () => {
  const trickle = {
    match: /trickle/,
    columns: [{ name: 'n', type: 'int' }],
    rows: [[1]],
    runaway: true,
  };
  const server = await serve({ answers: [trickle] });
  await expect(
    open(targetOf(server)).run(checked('SELECT trickle'), limits({ timeoutMs: 200 }), never),
  ).rejects.toMatchObject({ code: 'db_timeout' });
  expect(kinds(server)).toContain('interrupted');
});

test('a cancel before anything is sent opens no connection', async () => {
  const server = await serve();
  const source = open(targetOf(server));
  await expect(
    source.run(checked('SELECT 1'), limits(), AbortSignal.abort()),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect(server.log.sessions).toHaveLength(0);
});

test('a server that acknowledges nothing costs one connection, not the answer', async () => {
  const server = await serve({ answers: [runaway], deaf: true });
  const source = open(targetOf(server));
  await expect(
    source.run(checked('SELECT * FROM endless'), limits({ timeoutMs: 100 }), never),
  ).rejects.toMatchObject({ code: 'db_timeout' });
  const after = await source.run(checked('SELECT 1 AS one'), limits(), never);
  expect(after.rows).toEqual([[1]]);
  expect(server.log.sessions).toHaveLength(2);
});

test('a pooled connection that died without a word is replaced', async () => {
  const server = await serve();
  const clock = createTestClock();
  const source = open(targetOf(server), { clock });
  await source.test(never);
  server.freeze();
  const work = source.run(checked('SELECT 1 AS one'), limits({ timeoutMs: 1e9 }), never);
  const [first] = server.log.sessions;
  while (first?.closed === false) {
    clock.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(clock.monotonic()).toBeLessThan(6_000);
  expect((await work).rows).toEqual([[1]]);
});

test('a cancel does not wait for a dead connection either', async () => {
  const server = await serve();
  const source = open(targetOf(server));
  await source.test(never);
  server.freeze();
  const controller = new AbortController();
  const work = source.run(checked('SELECT 1 AS one'), limits(), controller.signal);
  const ended = expect(work).rejects.toMatchObject({ code: 'cancelled' });
  setImmediate(() => controller.abort());
  await ended;
});

test('closing ends what is running', async () => {
  const server = await serve({ answers: [runaway] });
  const source = open(targetOf(server));
  const work = source.run(checked('SELECT * FROM endless'), limits(), never);
  const ended = expect(work).rejects.toThrow();
  await running(server, /endless/);
  await source.close();
  server.dropConnections();
  await ended;
});
