import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Name } from '../../src/preload/contract/contract.ts';
import type { Entry } from '../../src/preload/contract/entry.ts';
import { inputsOf } from '../support/contract-inputs.ts';
import { nastyBodies, nastyValues, spoilt } from '../support/nasty.ts';
import { rowsOf, type Siege, siege } from '../support/siege.ts';
import { bearer, doorsOf, type Heard, http, operatorToken } from '../support/siege-http.ts';
import { tally } from '../support/tally.ts';

let town: Siege;
let operator: Record<string, string>;
const sent = tally('malformed requests');

beforeAll(async () => {
  town = await siege(undefined, { GEMINI_BASE_URL: 'http://127.0.0.1:9' });
  operator = bearer(await operatorToken(town));
});
afterAll(async () => {
  sent.print();
  await town[Symbol.asyncDispose]();
});

const entries = Object.entries(contract) as [Name, Entry][];
const pathOf = (name: string, { kind }: Entry) => (kind === 'stream' ? `${name}/stream` : name);

/** Answered, or refused in words: never an accident of ours. */
function clear(what: string, { status, text }: Heard): void {
  sent.count();
  expect(status, `${what} → ${text.slice(0, 300)}`).toBeLessThan(500);
  expect(text, what).not.toContain('"code":"internal"');
  if (status < 400 || text === '') return;
  if (text.startsWith('{')) expect(String(JSON.parse(text).message).length).toBeGreaterThan(10);
}

/** At once, but not all at once. */
async function each<Item>(items: Iterable<Item>, work: (item: Item) => Promise<void>) {
  const left = [...items];
  const worker = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

describe('a body that is no input', () => {
  const doors: [string, () => { base: string; headers: Record<string, string> }][] = [
    ['owner', () => ({ base: doorsOf(town).owner, headers: operator })],
    ['LAN, a member', () => ({ base: doorsOf(town).lan, headers: bearer(town.a.tokens.member) })],
    ['LAN, nobody', () => ({ base: doorsOf(town).lan, headers: {} })],
  ];
  /** These make a copy or a company of data each time, or never end. */
  const heavy = new Set(['backup.make', 'setup.sample', 'events.changes']);

  it.each(doors)('is refused in words at every entry: %s', async (_name, door) => {
    const { base, headers } = door();
    const before = rowsOf(town);
    const tries = entries.flatMap(([name, entry]) => {
      // What the LAN door turns away before it reads needs no more than a few.
      const read = base === doorsOf(town).owner || entry.access === 'anyone';
      const bodies = read ? nastyBodies : nastyBodies.slice(0, 3);
      return heavy.has(name) ? [] : bodies.map((body) => ({ path: pathOf(name, entry), body }));
    });
    await each(tries, async ({ path, body }) => {
      clear(`${path} ${body.slice(0, 60)}`, await http(`${base}/rpc/${path}`, { headers, body }));
    });
    expect(rowsOf(town)).toEqual(before);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('is refused where links are exchanged for sessions', async () => {
    for (const body of [...nastyBodies, ...nastyValues.map((token) => JSON.stringify({ token }))]) {
      const said = await http(`${doorsOf(town).owner}/session`, { body });
      clear(`/session ${body.slice(0, 60)}`, said);
      expect(said.status).toBeGreaterThanOrEqual(400);
    }
    const large = await http(`${doorsOf(town).owner}/session`, { body: 'x'.repeat(2_000_000) });
    expect(large.status).toBeGreaterThanOrEqual(400);
  });
});

describe('a body without a length', () => {
  const stream = (text: string) =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from(text));
        controller.close();
      },
    });
  const post = (body: ReadableStream) =>
    fetch(`${doorsOf(town).owner}/rpc/activity.search`, {
      method: 'POST',
      headers: operator,
      body,
      duplex: 'half',
    } as RequestInit);

  it('is read like any other, and no further than it may be', async () => {
    expect((await post(stream('{"limit":1}'))).status).toBe(200);
    const large = await post(stream(`{"text":"${'x'.repeat(1_500_000)}"}`)).catch(() => null);
    if (large) expect(large.status).toBe(422);
  });
});

describe('one field that is not as it should be', () => {
  it('is refused in words by every entry, and by its name', async () => {
    const headers = { ...operator, 'X-Diwan-Organization': String(town.a.organizationId) };
    const tries = entries.flatMap(([name, entry]) => {
      if (name === 'backup.make' || entry.kind === 'stream') return [];
      const [input = {}] = inputsOf(entry.input, (field) => (/id$/i.test(field) ? [999] : null), 1);
      return [...spoilt(input)].map((body) => ({ name, body }));
    });
    await each(tries, async ({ name, body }) => {
      clear(name, await http(`${doorsOf(town).owner}/rpc/${name}`, { headers, body }));
    });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('does not make the answer larger than the question', async () => {
    const kinds = Array.from({ length: 50_000 }, () => 'x');
    const body = { kinds };
    const said = await http(`${doorsOf(town).owner}/rpc/activity.search`, {
      headers: operator,
      body,
    });
    expect(said.status).toBe(422);
    expect(said.text.length).toBeLessThan(10_000);
  });
});

/** Past every parser of a client: the bytes go out as they are. */
function raw(base: string, method: string, path: string, headers: Record<string, string> = {}) {
  const { hostname, port, protocol } = new URL(base);
  const request = protocol === 'https:' ? secure : plain;
  const written = path.replace(/[^\x21-\x7e]/g, (c) => encodeURIComponent(c.toWellFormed()));
  return new Promise<Heard>((resolve, reject) => {
    const options = { host: hostname, port, method, path: written, headers };
    request(options, async (answer) => {
      let text = '';
      for await (const part of answer) text += part;
      resolve({ status: answer.statusCode ?? 0, text, headers: new Headers() });
    })
      .once('error', reject)
      .end();
  });
}

describe.each(['owner', 'lan'] as const)('at the %s door', (door) => {
  it('any path is answered', async () => {
    const strange = fc.constantFrom(
      '/%',
      '/%00',
      '/%E0%A4%A',
      '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
      '//',
      '/./../..',
      '/rpc/',
      '/rpc//',
      '/rpc/__proto__',
      '/rpc/constructor',
      '/rpc/toString/stream',
      '/rpc/%00',
      '/rpc/session.me%2fstream',
      '/assets/.',
      '/assets/..',
      '/healthz/..;/rpc',
      `/${'a'.repeat(8_000)}`,
      '/rpc/session.export',
      '/rpc/%0d%0aSet-Cookie:x=1',
    );
    const path = fc.oneof(
      strange,
      fc.webPath(),
      fc.string({ unit: 'binary', maxLength: 80 }).map((text) => `/${text}`),
    );
    const method = fc.constantFrom(
      'GET',
      'POST',
      'PUT',
      'DELETE',
      'OPTIONS',
      'HEAD',
      'TRACE',
      'PATCH',
    );
    await fc.assert(
      fc.asyncProperty(method, path, async (how, at) => {
        clear(`${how} ${at}`, await raw(doorsOf(town)[door], how, at));
      }),
      { numRuns: 200 },
    );
  });

  it('any header is answered, and adds none of its own', async () => {
    const value = fc.oneof(
      fc.string({ maxLength: 200 }).map((text) => text.replace(/[^\x20-\x7e]/g, '~')),
      fc.constantFrom(
        '1e9',
        '-1',
        'NaN',
        '0x10',
        '99999999999999999999',
        'Bearer',
        'Bearer  x',
        'a'.repeat(4_000),
      ),
    );
    const name = fc.constantFrom(
      'Authorization',
      'X-Diwan-Organization',
      'Accept-Language',
      'Content-Type',
      'Origin',
      'Content-Encoding',
      'Cookie',
      'X-Forwarded-For',
      'X-HTTP-Method-Override',
      'Range',
      'Expect-CT',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value), async (headers) => {
        const said = await http(`${doorsOf(town)[door]}/rpc/session.me`, { headers });
        clear(JSON.stringify(headers), said);
        expect(said.headers.get('set-cookie')).toBeNull();
        expect(said.headers.get('access-control-allow-origin')).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it('bytes that are no HTTP end their own connection alone', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((one) => Buffer.from(one)),
      fc
        .constantFrom(
          'GET / HTTP/1.1\nHost: x\n\n',
          'POST /rpc/about.version HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n',
          'POST /rpc/about.version HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
          'POST /rpc/about.version HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
          `GET / HTTP/1.1\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`,
          `GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(5_000)}\r\n`,
          'GET http://169.254.169.254/ HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n',
          'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n',
          'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        )
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (given) => {
        const answer = await pour(doorsOf(town)[door], given);
        sent.count();
        expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
      }),
      { numRuns: 60 },
    );
    expect(
      (await http(`${doorsOf(town)[door]}/rpc/about.version`, { headers: operator })).status,
    ).toBeLessThan(500);
  });
});

/** What comes back for these bytes until either side has enough. */
function pour(base: string, bytes: Buffer): Promise<string> {
  const { hostname: host, port, protocol } = new URL(base);
  const socket =
    protocol === 'https:'
      ? connectTls({ host, port: Number(port) })
      : connectPlain({ host, port: Number(port) });
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      socket.end();
    });
    socket.on('error', () => resolve(text));
    socket.on('close', () => resolve(text));
    socket.end(bytes);
  });
}
