import { request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, apiHouse, model, type Program, superKey } from '../../support/api-house.ts';
import { createPassingClock } from '../../support/clock.ts';
import { tally } from '../../support/tally.ts';

let house: ApiHouse;
let program: Program;
/** Wrong super-admin keys slow their address: a while passes between two requests. */
const clock = createPassingClock();
const sent = tally('hostile requests of programs');
beforeAll(async () => {
  house = await apiHouse(() => ({ text: 'Fine.' }), {}, clock);
  program = await house.channel({ rate_limit: 1_000_000 });
});
afterAll(async () => {
  sent.print();
  await house[Symbol.asyncDispose]();
});

const paths = ['/chat', '/chat/completions', '/admin/channels', '/admin/channels/1'];
const methods = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS'];
const field = fc.constantFrom(
  'user_id',
  'text',
  'stream',
  'database',
  'model',
  'messages',
  'user',
  'channel_id',
  'title',
  'databases',
  'daily_quota',
  '__proto__',
);
const body = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.dictionary(field, fc.jsonValue()).map((value) => JSON.stringify(value)),
  fc
    .record({ user_id: fc.string({ unit: 'binary' }), text: fc.string({ unit: 'binary' }) })
    .map((v) => JSON.stringify(v)),
);

const clear = async (said: { status: number; text: string }) => {
  sent.count();
  clock.pass(10_000);
  expect(said.status, said.text).toBeLessThan(500);
  if (said.status < 400) return;
  const { response, error } = JSON.parse(said.text);
  expect((response ?? error.message).length).toBeGreaterThan(10);
};

describe('whatever is sent', () => {
  it('as a body is answered, or refused in words', async () => {
    const key = fc.constantFrom(superKey, program.key);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), key, body, async (path, own, what) => {
        const method = path.endsWith('/1') ? 'PATCH' : 'POST';
        await clear(await house.call(method, path, { key: own, body: what }));
      }),
      { numRuns: 250 },
    );
  });

  it('as headers is answered, or refused in words', async () => {
    const value = fc
      .string({ minLength: 0, maxLength: 200 })
      .map((text) => text.replace(/[^\x20-\x7e]/g, '~'));
    const name = fc.constantFrom(
      'Authorization',
      'X-API-Key',
      'Accept',
      'Accept-Language',
      'Content-Type',
      'Content-Encoding',
      'Origin',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value), async (headers) => {
        const asked = { user_id: 'a', text: 'b' };
        await clear(await house.call('POST', '/chat', { headers, body: asked }));
      }),
      { numRuns: 120 },
    );
  });

  it('as a path is answered, or refused in words', async () => {
    const path = fc.oneof(
      fc.webPath(),
      fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `/${text}`),
      fc.constantFrom(
        '/%',
        '/%E0%A4%A',
        '/admin/channels/%00',
        '/admin/keys/9e9/usage',
        '//',
        '/../..',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...methods), path, async (method, at) => {
        const { status, text } = await raw(method, at);
        sent.count();
        expect(status, `${method} ${at} ${text}`).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });
});

/** Past the URL parser: the path goes out as it is, as far as HTTP lets it. */
function raw(method: string, at: string): Promise<{ status: number; text: string }> {
  const base = new URL(house.url);
  const path = `/v1${at}`.replace(/[^\x21-\x7e]/g, (c) => encodeURIComponent(c.toWellFormed()));
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: base.hostname,
        port: base.port,
        method,
        path,
        headers: { Authorization: `Bearer ${superKey}` },
      },
      async (answer) => {
        let text = '';
        for await (const part of answer) text += part;
        resolve({ status: answer.statusCode ?? 0, text });
      },
    );
    sent.once('error', reject).end();
  });
}

describe('others', () => {
  it('are answered beside bodies of 10 MB, which are refused', async () => {
    const text = 'x'.repeat(10_000_000);
    const large = Promise.allSettled(
      [1, 2, 3].map(() =>
        house.call('POST', '/chat', { key: program.key, body: { user_id: 'a', text } }),
      ),
    );
    const began = performance.now();
    expect((await program.chat('bob', 'Hello')).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(30_000);
    sent.count(4);
    for (const end of await large)
      if (end.status === 'fulfilled') expect(end.value.status).toBe(413);
    const { json } = await house.call('POST', '/chat', {
      key: program.key,
      body: { user_id: 'a', text },
    });
    expect(json.error).toBe('payload_too_large');
  });

  it('are answered beside a thousand idle connections and slow bodies', async () => {
    const idle = await Promise.all(Array.from({ length: 1_000 }, openSocket));
    sent.count(idle.length);
    const slow = idle.slice(0, 50);
    for (const socket of slow)
      socket.write(
        `POST /v1/chat HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${program.key}\r\nContent-Length: 5000\r\n\r\n{"user_id":`,
      );
    const said = await Promise.all(
      Array.from({ length: 20 }, (_, n) => program.chat(`user-${n}`, 'Hello')),
    );
    expect(said.map(({ status }) => status)).toEqual(Array(20).fill(200));
    for (const socket of idle) socket.destroy();
  });
});

function openSocket(): Promise<TLSSocket> {
  const { hostname, port } = new URL(house.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => resolve(socket));
    socket.once('error', reject);
  });
}

describe('isolation', () => {
  it('gives a channel only databases of its organisation', async () => {
    const { file } = house.app.manager;
    file.exec(`
      INSERT INTO organizations (id, name, slug, created_at) VALUES (1, 'A', 'a', '2026'), (2, 'B', 'b', '2026');
      INSERT INTO database_connections (id, organization_id, name, dialect, display, secret_ref, created_at)
        VALUES (11, 1, 'Of A', 'sqlite', 'a', 'connection-11', '2026'), (22, 2, 'Of B', 'sqlite', 'b', 'connection-22', '2026')`);
    const make = (organization_id: number | null, databases: number[]) =>
      house.admin('POST', '/channels', {
        channel_id: crypto.randomUUID(),
        title: 'T',
        organization_id,
        databases,
      });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 2, null),
        fc.subarray([11, 22]),
        async (organization, databases) => {
          const own = organization === null ? 0 : organization * 11;
          const { status } = await make(organization, databases);
          sent.count();
          expect(status).toBe(databases.every((id) => id === own) ? 201 : 422);
        },
      ),
      { numRuns: 30 },
    );
    const made = await make(1, [11]);
    const foreign = { user_id: 'alice', text: 'How many?', database: 22, model };
    const said = await house.call('POST', '/chat', { key: made.json.api_key, body: foreign });
    expect(said).toMatchObject({ status: 403, json: { error: 'access_denied' } });
    // Moved away behind the channel's back: what a question opens is looked up anew.
    file.exec('UPDATE database_connections SET organization_id = 2 WHERE id = 11');
    const gone = await house.call('POST', '/chat', {
      key: made.json.api_key,
      body: { user_id: 'alice', text: 'How many?' },
    });
    expect(gone).toMatchObject({ status: 503, json: { error: 'database_unavailable' } });
  });
});
