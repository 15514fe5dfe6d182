import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../src/main/channels/api/endpoints/index.ts';
import { contract } from '../../src/preload/contract/contract.ts';
import type { Entry } from '../../src/preload/contract/entry.ts';
import { superKey } from '../support/api-house.ts';
import { inputsOf } from '../support/contract-inputs.ts';
import { marker, rowsOf, type Siege, siege } from '../support/siege.ts';
import { bearer, doorsOf, http, operatorToken } from '../support/siege-http.ts';
import { tally } from '../support/tally.ts';

let town: Siege;
let before: ReturnType<typeof rowsOf>;
const tried = tally('requests over HTTP with another organisation’s ids');
const asked = 'What do the others know?';

beforeAll(async () => {
  town = await siege();
  before = rowsOf(town);
});
afterAll(async () => {
  tried.print();
  await town[Symbol.asyncDispose]();
});

const idsOfB = (field: string): readonly number[] | null => {
  if (!/^(id|before|databases)$|Id$/.test(field)) return null;
  const [, kind = ''] = /^(\w+)Id$/.exec(field) ?? [];
  return town.b.ids[kind] ?? (field === 'databases' ? [town.b.databaseId] : [1]);
};

async function never(url: string, init: Parameters<typeof http>[1]) {
  const said = await http(url, init);
  tried.count();
  expect(said.text, url).not.toContain(marker);
  expect(said.status, `${url} ${said.text}`).toBeLessThan(500);
  return said;
}

const strangers: [string, () => Record<string, string>][] = [
  ['nobody', () => ({})],
  ['a member of A', () => bearer(town.a.tokens.member)],
  ['an owner of A', () => bearer(town.a.tokens.owner)],
  ['a channel of A', () => bearer(town.a.channelKey)],
  ['who has a super-admin key', () => bearer(superKey)],
];

describe.each(strangers)('%s', (_name, headersOf) => {
  it.each(['lan', 'owner'] as const)('learns nothing of B at the %s door', async (door) => {
    const headers = { ...headersOf(), 'X-Diwan-Organization': String(town.b.organizationId) };
    for (const [name, { input, kind, access }] of Object.entries<Entry>(contract)) {
      const [body] = inputsOf(input, idsOfB, 1);
      const path = kind === 'stream' ? `${name}/stream` : name;
      if (kind === 'stream' && access !== 'operator' && !name.endsWith('.export')) continue;
      const { status } = await never(`${doorsOf(town)[door]}/rpc/${path}`, { headers, body });
      // The stream says its refusal inside.
      if (door === 'owner' && access !== 'anyone') expect([name, status]).toEqual([name, 401]);
    }
    expect(rowsOf(town)).toEqual(before);
  });
});

describe('the operator’s page, with A chosen', () => {
  it('learns nothing of B', async () => {
    const token = await operatorToken(town);
    const headers = { ...bearer(token), 'X-Diwan-Organization': String(town.a.organizationId) };
    for (const [name, { input, kind, access }] of Object.entries<Entry>(contract)) {
      const ofTheMachine = access === 'operator' || name.startsWith('channels.');
      const endless = kind === 'stream' && !name.endsWith('.export');
      if (endless || ofTheMachine || access === 'anyone') continue;
      const [body] = inputsOf(input, idsOfB, 1);
      const path = kind === 'stream' ? `${name}/stream` : name;
      await never(`${doorsOf(town).owner}/rpc/${path}`, { headers, body });
    }
    expect(rowsOf(town)).toEqual(before);
  });
});

describe('/v1 with A’s key', () => {
  const users = ['alice', 'try-it', `${marker}`];

  it('reaches neither B’s databases nor its channel, keys or sessions', async () => {
    const { api } = doorsOf(town);
    const { b, a, house } = town;
    const theirs = { key: b.channelKey, body: { user_id: 'alice', text: `I know ${marker}` } };
    await house.call('POST', '/chat', theirs);
    const after = rowsOf(town);
    house.models.calls.splice(0);
    const ids = [...new Set(Object.values(b.ids).flat())];
    for (const { method, path } of endpoints)
      for (const id of path.includes('{') ? ids : [0]) {
        const url = `${api}${path.replace(/\{\w+\}/g, String(id))}`;
        for (const user of users) {
          const more = {
            database: b.databaseId,
            session_id: user,
            channel_id: `${marker}-channel`,
          };
          const body = { user_id: user, text: asked, messages: [{ role: 'user', content: asked }] };
          const given = method === 'get' ? {} : { body: { ...body, ...more } };
          await never(url, {
            method: method.toUpperCase(),
            headers: bearer(a.channelKey),
            ...given,
          });
        }
      }
    expect(rowsOf(town)).toEqual(after);
    expect(JSON.stringify(house.models.calls.map(({ body }) => body))).not.toContain(marker);
  });

  it('knows nobody’s history but its own, whatever name its user takes', async () => {
    const { a, house } = town;
    const said = await house.call('POST', '/chat', {
      key: a.channelKey,
      body: { user_id: 'alice', text: asked },
    });
    expect(said.status).toBe(200);
    const prompts = house.models.calls.map(({ body }) => JSON.stringify(body));
    expect(prompts.at(-1)).toContain(asked);
    expect(prompts.join()).not.toContain(marker);
  });
});
