import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../src/preload/contract/people.ts';
import { type Archive, archive, type Engine, never, sqliteEngine } from '../support/databases.ts';
import { thrown } from '../support/errors.ts';

let engine: Engine;
beforeAll(() => {
  engine = sqliteEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

/** One side of the wall: its people, and all ids it ever made. */
interface Side {
  owner: Person;
  member: Person;
  database: number;
  ids: {
    database: number[];
    invitation: number[];
    verified: number[];
    term: number[];
    case: number[];
  };
}

async function side(house: Archive, name: string): Promise<Side> {
  const owner = house.town.owner(name);
  const member = house.town.member(owner);
  const { id } = await house.add(owner, 'Shop');
  return {
    owner,
    member,
    database: id,
    ids: { database: [id], invitation: [], verified: [], term: [], case: [] },
  };
}

/** What people of a side do among themselves; whatever it makes is noted. */
const deeds = ['invite', 'propose', 'define', 'describe', 'complain', 'select', 'rename'] as const;

function act({ databases, town }: Archive, own: Side, deed: (typeof deeds)[number], at: number) {
  const { owner, member, database, ids } = own;
  const told = { question: `question ${at} of ${owner.id}`, sql: 'SELECT 1 FROM orders' };
  switch (deed) {
    case 'invite':
      return ids.invitation.push(town.people.invitations.create(owner).invitation.id);
    case 'propose':
      return ids.verified.push(databases.verified.propose(member, database, told).id);
    case 'define': {
      const term = { term: `term ${at} of ${owner.id}`, meaning: told.question };
      return ids.term.push(databases.glossary.set(owner, database, term).id);
    }
    case 'describe':
      return databases.notes.set(owner, database, { table: 'orders', description: told.question });
    case 'complain': {
      const given = { conversationId: at, databaseId: database, reason: told.question };
      return ids.case.push(databases.cases.report(member, given));
    }
    case 'select':
      return databases.selection.select(member, database);
    case 'rename':
      return databases.catalogue.rename(owner, database, `Shop ${at} of ${owner.id}`);
  }
}

/** Every function that takes an id, tried on the other side's. */
function trespasses({ databases, town }: Archive, by: Person, other: Side): string[] {
  const { catalogue, selection, askables, grants, notes, glossary, verified, cases } = databases;
  const { people } = town;
  const { database: id, ids } = other;
  const told = { question: 'q', sql: 's' };
  const tries = [
    () => catalogue.get(by, id),
    () => catalogue.rename(by, id, 'x'),
    () => selection.select(by, id),
    () => askables.schema(by, id),
    () => askables.fullSchema(by, id),
    () => grants.report(by, id),
    () => grants.accept(by, id, 'Shop'),
    () => notes.list(by, id),
    () => notes.set(by, id, { table: 'orders', hidden: true }),
    () => glossary.list(by, id),
    () => glossary.set(by, id, { term: 'x', meaning: 'y' }),
    () => verified.list(by, id),
    () => verified.propose(by, id, told),
    () => cases.report(by, { conversationId: 1, databaseId: id }),
    ...ids.term.map((term) => () => glossary.remove(by, id, term)),
    ...ids.verified.map((query) => () => verified.approve(by, id, query)),
    ...ids.verified.map((query) => () => verified.remove(by, id, query)),
    ...ids.case.map((one) => () => cases.resolve(by, one)),
    ...ids.invitation.map((one) => () => people.invitations.uses(by, one)),
    ...ids.invitation.map((one) => () => people.invitations.revoke(by, one)),
    () => people.members.remove(by, other.member.id),
    () => people.members.setRole(by, other.member.id, 'owner'),
  ];
  return [...new Set(tries.map(thrown))];
}

/** Ids of the other side smuggled in beside one's own database. */
function smuggles({ databases }: Archive, own: Side, other: Side): string[] {
  const { glossary, verified } = databases;
  const { owner, database } = own;
  const tries = [
    ...other.ids.term.map((term) => () => glossary.remove(owner, database, term)),
    ...other.ids.verified.map((query) => () => verified.approve(owner, database, query)),
    ...other.ids.verified.map((query) => () => verified.remove(owner, database, query)),
  ];
  return [...new Set(tries.map(thrown))];
}

/** Everything a person can list, as one text. */
function sees({ databases, town }: Archive, own: Side): string {
  const { owner, member, database } = own;
  const lists = [owner, member].map((person) => [
    databases.catalogue.list(town.now(person)),
    databases.glossary.list(person, database),
    databases.verified.list(person, database),
    town.people.members.list(person),
    town.people.organizations.info(person),
  ]);
  return JSON.stringify([
    lists,
    databases.notes.list(owner, database),
    databases.cases.list(owner),
    town.people.invitations.list(owner),
  ]);
}

describe('two organisations on one appliance', () => {
  test('never see or touch each other’s, whatever they do', async () => {
    const step = fc.record({ left: fc.boolean(), deed: fc.constantFrom(...deeds) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await using house = archive(engine);
        const [a, b] = [await side(house, 'Left'), await side(house, 'Right')];
        for (const [at, { left, deed }] of steps.entries()) act(house, left ? a : b, deed, at);
        for (const [own, other] of [
          [a, b],
          [b, a],
        ] as const) {
          const before = sees(house, other);
          expect(trespasses(house, own.owner, other)).toEqual(['not_found']);
          expect(smuggles(house, own, other).filter((code) => code !== 'not_found')).toEqual([]);
          const codes = trespasses(house, own.member, other);
          expect(codes.filter((code) => code !== 'not_found' && code !== 'not_allowed')).toEqual(
            [],
          );
          expect(sees(house, other)).toBe(before);
          expect(sees(house, own)).not.toContain(`of ${other.owner.id}`);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('cannot open, audit, refresh, reconnect or remove each other’s databases', async () => {
    await using house = archive(engine);
    const [a, b] = [await side(house, 'Left'), await side(house, 'Right')];
    const { catalogue, grants, askables } = house.databases;
    const scopes = [a.owner, a.member, house.town.newcomer()].map((person) => ({
      userId: person.id,
      organizationId: person.organization?.id ?? null,
    }));
    const forged = [a.owner, a.member].map((person) => ({
      userId: person.id,
      organizationId: b.owner.organization?.id ?? null,
    }));
    const tries = [
      ...[...scopes, ...forged].map((scope) => askables.open(b.database, scope, never)),
      catalogue.test(a.owner, b.database, never),
      catalogue.reconnect(a.owner, b.database, 'sqlite:///x', never),
      catalogue.remove(a.owner, b.database),
      grants.audit(a.owner, b.database, never),
      askables.refresh(a.owner, b.database, never),
    ];
    for (const one of tries) await expect(one).rejects.toMatchObject({ code: 'not_found' });
    expect(await house.query(b.member, b.database, 'SELECT count(*) FROM orders')).toEqual([[3]]);
  });
});
