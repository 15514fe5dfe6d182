import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/main/contract/caller.ts';
import { sayError } from '../../src/main/lib/i18n.ts';
import { contract, type Name } from '../../src/preload/contract/contract.ts';
import type { Entry } from '../../src/preload/contract/entry.ts';
import type { Person } from '../../src/preload/contract/people.ts';
import { operatorOf } from '../support/callers.ts';
import { inputsOf } from '../support/contract-inputs.ts';
import { adminTelegramId, marker, rowsOf, type Siege, siege } from '../support/siege.ts';
import { tally } from '../support/tally.ts';

let town: Siege;
beforeAll(async () => {
  town = await siege();
});
afterAll(async () => {
  tried.print();
  await town[Symbol.asyncDispose]();
});

const tried = tally('contract entries × roles × B’s ids');
const entries = Object.entries(contract) as [Name, Entry][];
const { signal } = new AbortController();

/** Which of B's ids a field may hold; `id` says nothing of its kind, so it holds each. */
function idsOfB(field: string): readonly number[] | null {
  const { ids } = town.b;
  if (field === 'id' || field === 'before') return [...new Set(Object.values(ids).flat())];
  if (field === 'databases') return ids.database ?? [];
  const [, kind] = /^(\w+)Id$/.exec(field) ?? [];
  if (kind === undefined || kind === 'request' || kind === 'telegram') return null;
  return ids[kind] ?? Object.values(ids).flat();
}

/** A person as a door with commands would bring them: only the handlers stand between. */
const asPerson = (person: Person, access: Caller['access']): Caller => ({
  ...operatorOf(person.organization?.id ?? null),
  access,
  userId: person.id,
});
const onLan = (caller: Caller): Caller => ({
  ...caller,
  door: 'lan',
  sessionId: 1,
  address: '::1',
});
const nobody: Caller = { ...operatorOf(null), door: 'lan', access: 'anyone', address: '::1' };

const roles: Record<string, () => Caller> = {
  nobody: () => nobody,
  'a member': () => asPerson(town.a.member, 'member'),
  'an owner': () => asPerson(town.a.owner, 'owner'),
  'a member on the LAN': () => onLan(asPerson(town.a.member, 'member')),
  'an owner on the LAN': () => onLan(asPerson(town.a.owner, 'owner')),
  'somebody without an organisation': () => asPerson(town.standalone, 'member'),
  'somebody without an organisation who says to be an owner': () =>
    asPerson(town.standalone, 'owner'),
  'an administrator by Telegram': () => {
    const { people } = town.app;
    const profile = { telegramId: adminTelegramId, name: 'Admin', username: null } as const;
    return asPerson(people.users.register({ ...profile, language: 'en' }).person, 'owner');
  },
  'the operator, for A': () => operatorOf(town.a.organizationId),
  'the operator, for no organisation that is': () => operatorOf(987_654),
};

/** Who runs the machine may see all its channels; its own entries are about no organisation. */
const ofTheMachine = (name: string, caller: Caller): boolean =>
  caller.access === 'operator' &&
  (contract[name as Name].access === 'operator' || name.startsWith('channels.'));

async function answerTo(name: Name, caller: Caller, input: unknown): Promise<string> {
  const { dispatcher } = town.app;
  try {
    if (contract[name].kind !== 'stream')
      return JSON.stringify((await dispatcher.call(caller, name, input, signal)) ?? null);
    const ended = new AbortController();
    const items: unknown[] = [];
    for await (const item of dispatcher.stream(caller, name, input, ended.signal)) {
      items.push(item);
      // A file comes to its end; what tells of changes never does.
      if (!name.endsWith('.export')) ended.abort();
    }
    return JSON.stringify(items);
  } catch (error) {
    const wire = sayError('en', error);
    expect([name, wire.code]).not.toEqual([name, 'internal']);
    return JSON.stringify(wire);
  }
}

it('has an input that fits for every entry, with B’s ids where ids go', () => {
  for (const [name, { input }] of entries) {
    const inputs = inputsOf(input, idsOfB);
    expect([name, inputs.length > 0]).toEqual([name, true]);
    for (const one of inputs) expect([name, input.safeParse(one).error]).toEqual([name, undefined]);
  }
});

describe.each(Object.keys(roles))('%s', (role) => {
  it('neither reads nor changes anything of B by any entry', async () => {
    const caller = roles[role]?.() ?? nobody;
    const before = rowsOf(town);
    for (const [name, { input }] of entries) {
      if (ofTheMachine(name, caller)) continue;
      for (const one of inputsOf(input, idsOfB)) {
        const answer = await answerTo(name, caller, one);
        tried.count();
        if (answer.includes(marker)) expect.fail(`${name} ${JSON.stringify(one)} told ${answer}`);
      }
    }
    expect(rowsOf(town)).toEqual(before);
  });
});

it('would have seen it: B’s own owner is told of B', async () => {
  const caller = asPerson(town.b.owner, 'owner');
  const input = { databaseId: town.b.databaseId };
  for (const name of ['databases.get', 'glossary.list', 'verified.list', 'notes.list'] as const)
    expect(await answerTo(name, caller, input)).toContain(marker);
  expect(Object.values(rowsOf(town)).flat().length).toBeGreaterThan(25);
});
