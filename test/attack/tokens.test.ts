import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { superKey } from '../support/api-house.ts';
import { type Siege, siege, skipTime, tokenOf } from '../support/siege.ts';
import { bearer, doorsOf, http, operatorToken } from '../support/siege-http.ts';
import { tally } from '../support/tally.ts';

let town: Siege;
let secrets: Record<'operator' | 'member' | 'owner' | 'channel' | 'super', string>;
const refused = tally('tokens and keys refused');

beforeAll(async () => {
  town = await siege();
  const { tokens, channelKey } = town.a;
  secrets = {
    operator: await operatorToken(town),
    ...tokens,
    channel: channelKey,
    super: superKey,
  };
});
afterAll(async () => {
  refused.print();
  await town[Symbol.asyncDispose]();
});

/** One harmless call at each door, and whom it lets in. */
const doors = {
  window: {
    path: () => `${doorsOf(town).owner}/rpc/session.me`,
    opens: ['operator'],
    method: 'POST',
  },
  lan: {
    path: () => `${doorsOf(town).lan}/rpc/session.me`,
    opens: ['member', 'owner'],
    method: 'POST',
  },
  program: { path: () => `${doorsOf(town).api}/commands`, opens: ['channel'], method: 'GET' },
  admin: { path: () => `${doorsOf(town).api}/admin/channels`, opens: ['super'], method: 'GET' },
};
const kinds = ['operator', 'member', 'owner', 'channel', 'super'] as const;
type Door = keyof typeof doors;
const names = Object.keys(doors) as Door[];

async function knock(door: Door, headers: Record<string, string>): Promise<number> {
  const { path, ...rest } = doors[door];
  const { status } = await http(path(), { ...rest, headers });
  if (status !== 200) refused.count();
  // Who guesses there is slowed: below.
  if (door === 'admin') skipTime(10_000);
  return status;
}

describe.each(names)('the door of the %s', (door) => {
  it.each(kinds)('knows the %s’s key, or does not', async (kind) => {
    const status = await knock(door, bearer(secrets[kind]));
    if (doors[door].opens.includes(kind)) expect(status).toBe(200);
    else expect([401, 403]).toContain(status);
  });

  it('takes no key that is not exactly one it gave', async () => {
    const opening = kinds.filter((kind) => doors[door].opens.includes(kind));
    const forgery = fc
      .record({
        kind: fc.constantFrom(...opening),
        at: fc.nat(60),
        how: fc.constantFrom(...forgeries),
      })
      .map(({ kind, at, how }) => ({ real: secrets[kind], forged: how(secrets[kind], at) }))
      .filter(({ real, forged }) => forged !== real && forged.trim() !== '');
    await fc.assert(
      fc.asyncProperty(forgery, async ({ forged }) => {
        expect([401, 403]).toContain(await knock(door, bearer(forged)));
      }),
      { numRuns: 60 },
    );
  });

  it('takes none in another place than its own', async () => {
    const { path, ...rest } = doors[door];
    for (const kind of kinds) {
      const key = encodeURIComponent(secrets[kind]);
      for (const parameter of ['token', 'key', 'access_token', 'api_key'])
        expect([401, 403]).toContain((await http(`${path()}?${parameter}=${key}`, rest)).status);
      for (const headers of [
        { Cookie: `token=${key}; session=${key}` },
        { Authorization: `Basic ${key}` },
        { Authorization: `Bearer ${key} ${key}` },
        { 'X-Auth-Token': key },
      ] as Record<string, string>[])
        expect([401, 403]).toContain(await knock(door, headers));
    }
  });
});

describe('guessing a super-admin key', () => {
  it('is slowed by address, whatever is guessed, and noted', async () => {
    const url = `${doorsOf(town).api}/admin/channels`;
    const guess = (key: string) => http(url, { method: 'GET', headers: bearer(key) });
    skipTime(15 * 60_000);
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, n) => guess(`${superKey.slice(0, -2)}${10 + n}`)),
    );
    expect(guesses.filter(({ status }) => status === 403)).toHaveLength(5);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(25);
    refused.count(guesses.length);
    const right = await guess(superKey);
    expect(right.status).toBe(429);
    expect(right.headers.get('retry-after')).toMatch(/^([1-9]|10)$/);
    expect(JSON.parse(right.text).error).toBe('rate_limit_exceeded');
    skipTime(10_000);
    expect((await guess(superKey)).status).toBe(200);
    town.app.audit.activity.flush();
    const [noted] = town.app.audit.activity.search({ kinds: ['rate_limit'], limit: 1 });
    expect(noted).toMatchObject({ action: 'superKey.slowed', outcome: 'rate_limited' });
  });
});

const flip = (text: string): string =>
  text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
const forgeries: ((key: string, at: number) => string)[] = [
  (key, at) => key.slice(0, at % key.length),
  (key, at) => key.slice(at % key.length),
  (key) => flip(key),
  (key, at) => `${key}${'a'.repeat(1 + (at % 3))}`,
  (key) => [...key].reverse().join(''),
  (key, at) =>
    `${key.slice(0, at % key.length)}${key[at % key.length] === 'a' ? 'b' : 'a'}${key.slice((at % key.length) + 1)}`,
  (key) => key.replaceAll(/[a-z]/g, '%61'),
  (key) => Buffer.from(key).toString('base64url'),
];

describe('a session', () => {
  const me = (token: string) =>
    http(`${doorsOf(town).lan}/rpc/session.me`, { headers: bearer(token) });
  const codeOf = ({ text }: { text: string }) => JSON.parse(text).code;

  it('that was signed out of, or whose person was removed or reset, opens nothing', async () => {
    const { people } = town.app;
    const { owner, member } = town.b;
    const signedOut = tokenOf(town.app, member);
    await http(`${doorsOf(town).lan}/rpc/session.signOut`, { headers: bearer(signedOut) });
    expect(codeOf(await me(signedOut))).toBe('session_expired');

    const reset = tokenOf(town.app, member);
    await people.credentials.issue(owner, member.id);
    expect(codeOf(await me(reset))).toBe('session_expired');

    const removed = tokenOf(town.app, member);
    people.members.remove(owner, member.id);
    expect(codeOf(await me(removed))).toBe('session_expired');
  });

  it('is never one that the visitor brought', async () => {
    const { owner } = town.a;
    const given = await town.app.people.credentials.issue(owner, owner.id);
    const planted = tokenOf(town.app, town.a.member);
    const signIn = () =>
      http(`${doorsOf(town).lan}/rpc/session.signIn`, {
        headers: { ...bearer(planted), Cookie: `token=${planted}` },
        body: { ...given, token: planted, sessionId: 1 },
      });
    const [first, second] = [await signIn(), await signIn()].map(({ text }) => JSON.parse(text));
    expect(new Set([first.token, second.token, planted]).size).toBe(3);
    expect(JSON.parse((await me(first.token)).text).person.id).toBe(owner.id);
    expect(JSON.parse((await me(planted)).text).person.id).toBe(town.a.member.id);
  });

  it('of an organisation that is closed ends with it', async () => {
    const { people } = town.app;
    const token = tokenOf(town.app, town.b.owner);
    people.organizations.close(people.persons.operator(town.b.organizationId));
    expect(codeOf(await me(token))).toBe('session_expired');
    const answer = await http(`${doorsOf(town).api}/commands`, {
      method: 'GET',
      headers: bearer(town.b.channelKey),
    });
    expect(answer.status).toBe(403);
  });
});
