import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../src/preload/contract/contract.ts';
import { type House, openHouse, ownerSession } from '../support/house.ts';

let house: House;
let organizationId: number;
const lan = new Agent({ connect: { rejectUnauthorized: false } });
const Id = z.object({ id: z.number() });
const Credentials = z.object({ userName: z.string(), password: z.string() });

const post = (name: string, input: unknown = {}, token: string | null = null) =>
  undiciFetch(`${house.served.ready.lan}/rpc/${name}`, {
    dispatcher: lan,
    method: 'POST',
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });

const codeOf = async (response: { json(): Promise<unknown> }) =>
  z.object({ code: z.string() }).parse(await response.json()).code;

async function credentialsOf(telegramId: number, name: string) {
  const { userId } = z
    .object({ userId: z.number() })
    .parse(await house.owner('members.add', { telegramId, name }, organizationId));
  const given = await house.owner('members.resetCredentials', { userId }, organizationId);
  return { userId, ...Credentials.parse(given) };
}

async function tokenOf(credentials: { userName: string; password: string }): Promise<string> {
  const { userName, password } = credentials;
  const response = await post('session.signIn', { userName, password });
  return z.object({ token: z.string() }).parse(await response.json()).token;
}

beforeAll(async () => {
  house = await openHouse();
  organizationId = Id.parse(await house.owner('organizations.create', { name: 'Acme' })).id;
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await lan.close();
});

describe('the owner’s door', () => {
  it('takes a link once, and keeps everybody else out of every entry', async () => {
    await expect(ownerSession(house.served.ready.owner ?? '')).rejects.toThrow();
    for (const [name, { kind, access }] of Object.entries(contract)) {
      if (access === 'anyone') continue;
      const path = kind === 'stream' ? `${name}/stream` : name;
      const response = await fetch(`${house.owner.origin}/rpc/${path}`, { method: 'POST' });
      expect([name, response.status]).toEqual([name, 401]);
    }
  });

  it('serves the page and its files, and nothing beside them', async () => {
    const page = await fetch(house.owner.origin);
    const text = await page.text();
    expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
    expect(page.headers.get('X-Frame-Options')).toBe('DENY');
    expect(text).not.toMatch(/<script(?![^>]*src=)|<style/);
    const [, script = ''] = /src="\.\.(\/assets\/[^"]+\.js)"/.exec(text) ?? [];
    const asset = await fetch(house.owner.origin + script);
    expect(asset.headers.get('Cache-Control')).toContain('immutable');
    expect(asset.headers.get('Content-Type')).toContain('text/javascript');
    for (const path of [
      '/assets/..%2f..%2fmain%2fheadless.js',
      '/assets/.diwan-built',
      '/etc/passwd',
    ])
      expect((await fetch(house.owner.origin + path)).status).toBe(404);
  });

  it('is for this machine’s own names', async () => {
    const { port } = new URL(house.owner.origin);
    const status = await new Promise((resolve) =>
      httpRequest({ port, headers: { Host: 'evil.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end(),
    );
    expect(status).toBe(421);
  });
});

describe('the LAN door', () => {
  it('is read-only by construction: a signed-in member reaches no command', async () => {
    const token = await tokenOf(await credentialsOf(700, 'Sara'));
    expect((await post('session.me', {}, token)).status).toBe(200);
    for (const [name, { kind, access, readOnly }] of Object.entries(contract)) {
      if (access === 'anyone' || name === 'events.changes') continue;
      const path = kind === 'stream' ? `${name}/stream` : name;
      const response = await post(path, {}, token);
      const text = await response.text();
      const expected = readOnly && access === 'member';
      // A stream says its refusal inside.
      if (!readOnly || (kind === 'stream' && !expected))
        expect([name, text]).toEqual([name, expect.stringContaining('not_allowed')]);
      else if (!expected) expect([name, response.status]).toEqual([name, 403]);
    }
  });

  it('signs out at the server, and removal ends a session', async () => {
    const sara = await credentialsOf(701, 'Mina');
    const token = await tokenOf(sara);
    expect((await post('session.signOut', {}, token)).status).toBe(200);
    expect((await post('session.me', {}, token)).status).toBe(401);
    const again = await tokenOf(sara);
    await house.owner('members.remove', { userId: sara.userId }, organizationId);
    expect((await post('session.me', {}, again)).status).toBe(401);
  });

  it('tells a member what changes for them alone, until their session ends', async () => {
    const sara = await credentialsOf(703, 'Reza');
    const stream = await post('events.changes/stream', {}, await tokenOf(sara));
    const told: string[] = [];
    const heard = async (wanted: RegExp) => {
      for await (const chunk of body) {
        told.push(Buffer.from(chunk).toString());
        if (wanted.test(told.join(''))) return;
      }
    };
    const body = stream.body?.values({ preventCancel: true }) ?? [];
    await heard(/alive/);
    await house.owner('invitations.create', { uses: 1, hours: 1 }, organizationId);
    await house.owner('members.add', { telegramId: 704, name: 'Elena' }, organizationId);
    await heard(/"members"/);
    // Of the databases they see, also what is told without whose it is.
    const shop = { name: 'Shop', connection: house.shop };
    const added = await house.owner('databases.add', shop, organizationId);
    const { database } = z.object({ database: Id }).parse(added);
    await heard(/"databases"/);
    told.length = 0;
    const term = { term: 'big', meaning: 'over 1,000' };
    await house.owner('glossary.set', { databaseId: database.id, ...term }, organizationId);
    await heard(/"databases"/);
    await house.owner('members.remove', { userId: sara.userId }, organizationId);
    await heard(/session_expired/);
    expect(told.join('')).not.toContain('invitations');
    expect(await (await post('events.changes/stream')).text()).toContain('session_expired');
  });

  it('locks a name after five wrong passwords', async () => {
    const sara = await credentialsOf(702, 'Noor');
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1)
      codes.push(
        await codeOf(await post('session.signIn', { userName: sara.userName, password: 'wrong' })),
      );
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('sign_in_failed'));
    expect(codes[5]).toBe('sign_in_locked');
    const right = await post('session.signIn', sara);
    expect(right.status).toBe(429);
  });

  it('sends strict headers and keeps no answer', async () => {
    const page = await undiciFetch(house.served.ready.lan ?? '', { dispatcher: lan });
    const headers = Object.fromEntries(page.headers);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['strict-transport-security']).toContain('max-age');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-security-policy']).not.toContain("script-src 'unsafe-inline'");
    expect((await post('about.version')).headers.get('Cache-Control')).toBe('no-store');
  });

  it('refuses big bodies and bodies that are no JSON with a clear code', async () => {
    expect(await codeOf(await post('session.signIn', '{'))).toBe('invalid_input');
    expect((await post('no.such.entry')).status).toBe(404);
    // Last: the server closes the connection on who sends too much.
    expect(await codeOf(await post('session.signIn', 'x'.repeat(1_100_000)))).toBe('invalid_input');
  });

  it('cuts who is slow with the handshake or with a request', async () => {
    const port = Number(new URL(house.served.ready.lan ?? '').port);
    const silent = connect({ port });
    const halfway = connectTls({ port, rejectUnauthorized: false });
    for (const socket of [silent, halfway]) socket.on('error', () => undefined).resume();
    halfway.write('POST /rpc/session.me HTTP/1.1\r\nHost: x\r\n');
    await Promise.all([once(silent, 'close'), once(halfway, 'close')]);
  });

  it('answers others while slow clients dawdle', async () => {
    const { port } = new URL(house.served.ready.lan ?? '');
    const slow = Array.from({ length: 200 }, () => connect({ port: Number(port) }));
    try {
      for (const socket of slow) socket.on('error', () => undefined).write('POST /rpc/x HT');
      expect((await post('about.version')).status).toBe(200);
    } finally {
      for (const socket of slow) socket.destroy();
    }
  });
});
