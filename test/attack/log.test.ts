import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConversationFiles } from '../../src/main/audit/conversation-files.ts';
import { createActivityLogFiles } from '../../src/main/audit/log-files.ts';
import type { Caller } from '../../src/main/contract/caller.ts';
import { createDispatcher, type Handlers } from '../../src/main/contract/dispatch.ts';
import { noteCalls } from '../../src/main/contract/noting.ts';
import { systemClock } from '../../src/main/lib/clock.ts';
import { DiwanError } from '../../src/main/lib/errors.ts';
import { sayError } from '../../src/main/lib/i18n.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { contract } from '../../src/preload/contract/contract.ts';
import { auditHouse } from '../audit/house.ts';
import { operatorOf } from '../support/callers.ts';
import { createTestClock } from '../support/clock.ts';
import { temporaryFolder } from '../support/folder.ts';

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '\n{"level":60,"msg":"forged"}\n',
        '\r\n',
        '\u001b[2J\u001b[31m',
        '\u009b31m',
        '\u202e',
        '\u2066',
        '\u2028',
        '\u0007',
        '\u0000',
        '","outcome":"ok',
      ),
    )
    .map((parts) => parts.join('x')),
);

/** One line each, and nothing in it that a terminal obeys. */
function lines(text: string): unknown[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('whatever people write', () => {
  it('is one line of the log, and moves no terminal', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const written: string[] = [];
        const log = createLog('debug', { write: (line) => void written.push(line) });
        log.info({ name: text, error: new Error(text), [text]: text }, text);
        expect(lines(written.join(''))).toHaveLength(1);
      }),
    );
  });

  it('is one line of the files by chat', async () => {
    using folder = temporaryFolder();
    using house = auditHouse();
    const quiet = createLog('silent', { write: () => undefined });
    const texts = fc.sample(nasty, 60);
    const path = (name: string) => readFileSync(join(folder.path, 'logs', name), 'utf8');
    await using files = createActivityLogFiles(folder.path, quiet);
    for (const text of texts) {
      const details = { text, [text]: text };
      house.activity.record({
        kind: 'command',
        action: text,
        door: 'telegram',
        chat: '5',
        details,
      });
    }
    house.activity.flush();
    const entries = house.activity.search({ limit: 200 });
    files.write(
      entries.map(
        (one) =>
          ({
            ...one,
            user_id: 1,
            organization_id: 1,
            details: JSON.stringify(one.details),
          }) as never,
      ),
    );
    await files.settled();
    expect(lines(path('telegram_activity.log'))).toHaveLength(texts.length);
    await using talks = createConversationFiles(folder.path, systemClock, quiet);
    for (const question of texts)
      talks.keep({ chat: '5', door: 'telegram', userId: 1, question, outcome: 'ok', answer: null });
    await talks.settled();
    expect(lines(path('conversations/chat_5.json').replace(/^\[\n|,$|\n\]\n$/gm, ''))).toHaveLength(
      texts.length,
    );
  });
});

describe('an accident of our own', () => {
  it('is noted with its stack, and said without it', async () => {
    const noted: { outcome?: string; details?: unknown }[] = [];
    const handlers = new Proxy({} as Handlers, {
      get: () => () => {
        throw new TypeError('boom');
      },
    });
    const record = (happening: object) => void noted.push(happening);
    const dispatcher = noteCalls(createDispatcher(handlers), record, systemClock);
    const { signal } = new AbortController();
    const failed = await dispatcher
      .call(operatorOf(null), 'settings.get', {}, signal)
      .catch((error: unknown) => error);
    const [entry] = noted;
    expect(entry).toMatchObject({ kind: 'error', outcome: 'internal', action: 'settings.get' });
    expect(JSON.stringify(entry?.details)).toMatch(/boom.*log\.test\.ts/);
    expect(JSON.stringify(sayError('en', failed))).not.toContain('boom');
  });
});

describe('a stranger', () => {
  const stranger: Caller = {
    door: 'lan',
    access: 'anyone',
    userId: null,
    organizationId: null,
    sessionId: null,
    address: '10.0.0.9',
    language: 'en',
  };

  it('can not fill the activity log, nor choose what stands in it', async () => {
    const noted: { action: string }[] = [];
    const handlers = new Proxy({} as Handlers, {
      get: () => () => {
        throw new DiwanError('rate_limited', { params: { seconds: 1 } });
      },
    });
    const clock = createTestClock();
    const record = (happening: { action: string }) => void noted.push(happening);
    const dispatcher = noteCalls(createDispatcher(handlers), record, clock);
    const { signal } = new AbortController();
    const knock = (name: string) =>
      dispatcher
        .call(stranger, name, { userName: 'x', password: 'x' }, signal)
        .catch(() => undefined);
    for (let n = 0; n < 500; n += 1)
      for (const name of [
        'session.signIn',
        'settings.set',
        'session.forged',
        `${n}.export`,
        'x\ny',
      ])
        await knock(name);
    expect(noted).toHaveLength(5);
    for (const { action } of noted) expect(Object.keys(contract)).toContain(action);
    clock.advance(120_000);
    await knock('session.signIn');
    expect(noted).toHaveLength(6);
  });
});
