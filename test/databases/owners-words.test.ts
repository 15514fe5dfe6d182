import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseEntry } from '../../src/preload/contract/databases.ts';
import type { Person } from '../../src/preload/contract/people.ts';
import { type Archive, archive, type Engine, sqliteEngine } from '../support/databases.ts';
import { thrown } from '../support/errors.ts';

let engine: Engine;
let house: Archive;
let owner: Person;
let member: Person;
let stranger: Person;
let shop: DatabaseEntry;
beforeAll(() => {
  engine = sqliteEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());
beforeEach(async () => {
  house = archive(engine);
  owner = house.town.owner('Acme');
  member = house.town.member(owner, 'Mina');
  stranger = house.town.owner('Other');
  shop = await house.add(owner, 'Shop');
});
afterEach(() => house[Symbol.asyncDispose]());

const question = 'How many orders?';
const one = { question, sql: 'SELECT count(*) FROM orders' };
const two = { question, sql: 'SELECT count(id) FROM orders' };

describe('the glossary', () => {
  test('is kept by who manages the database and read by who may ask it', () => {
    const { glossary } = house.databases;
    const { id } = glossary.set(owner, shop.id, { term: 'churn', meaning: 'gone customers' });
    glossary.set(owner, shop.id, { term: 'churn', meaning: 'customers without orders' });
    const entries = [{ id, term: 'churn', meaning: 'customers without orders' }];
    expect(glossary.list(member, shop.id)).toEqual(entries);
    expect(thrown(() => glossary.list(stranger, shop.id))).toBe('not_found');
    expect(thrown(() => glossary.remove(member, shop.id, id))).toBe('not_allowed');
    expect(thrown(() => glossary.remove(owner, shop.id, id + 1))).toBe('not_found');
    expect(thrown(() => glossary.set(owner, shop.id, { term: ' ', meaning: 'x' }))).toBe(
      'invalid_input',
    );
    glossary.remove(owner, shop.id, id);
    expect(glossary.list(member, shop.id)).toEqual([]);
  });
});

describe('verified queries', () => {
  test('are proposed by members and approved by owners', () => {
    const { verified } = house.databases;
    const other = house.town.member(owner);
    const proposal = verified.propose(member, shop.id, one);
    expect(proposal).toMatchObject({ ...one, status: 'proposed' });
    expect(verified.list(member, shop.id)).toEqual([proposal]);
    expect(verified.list(other, shop.id)).toEqual([]);
    expect(verified.list(owner, shop.id)).toEqual([proposal]);
    expect(thrown(() => verified.approve(member, shop.id, proposal.id))).toBe('not_allowed');
    expect(thrown(() => verified.approve(stranger, shop.id, proposal.id))).toBe('not_found');
    const approved = verified.approve(owner, shop.id, proposal.id, { sql: two.sql });
    expect(approved).toMatchObject({ ...two, status: 'approved' });
    expect(verified.list(other, shop.id)).toEqual([approved]);
  });

  test('are one approved wording a question, and one proposal a person', () => {
    const { verified } = house.databases;
    const other = house.town.member(owner);
    verified.propose(owner, shop.id, one);
    verified.propose(owner, shop.id, two);
    verified.propose(member, shop.id, one);
    verified.propose(member, shop.id, two);
    const third = verified.propose(other, shop.id, one);
    const kept = verified.list(owner, shop.id).map(({ sql, status }) => `${status} ${sql}`);
    expect(kept).toEqual([`proposed ${one.sql}`, `proposed ${two.sql}`, `approved ${two.sql}`]);
    verified.approve(owner, shop.id, third.id);
    expect(verified.list(house.town.member(owner), shop.id)).toMatchObject([one]);
    verified.remove(owner, shop.id, third.id);
    expect(verified.list(house.town.member(owner), shop.id)).toEqual([]);
    expect(thrown(() => verified.remove(owner, shop.id, third.id))).toBe('not_found');
  });
});

describe('cases of answers not liked', () => {
  test('go to the owner of the organisation, the open ones first', () => {
    const { cases } = house.databases;
    const report = (conversationId: number, reason: string | null) =>
      cases.report(member, { conversationId, databaseId: shop.id, reason });
    const first = report(11, 'wrong year');
    report(12, null);
    cases.resolve(owner, first);
    const { total, cases: listed } = cases.list(owner);
    expect(total).toBe(2);
    expect(listed.map((one) => [one.conversationId, one.userName, one.reason])).toEqual([
      [12, 'Mina', null],
      [11, 'Mina', 'wrong year'],
    ]);
    expect(listed[1]?.resolvedAt).toBe('2026-03-01T08:00:00.000Z');
    expect(cases.list(owner, { open: true }).total).toBe(1);
    expect(cases.list(owner, { offset: 1, limit: 1 }).cases).toHaveLength(1);
    expect(thrown(() => cases.list(member))).toBe('not_allowed');
    expect(cases.list(stranger).total).toBe(0);
    expect(thrown(() => cases.resolve(stranger, first))).toBe('not_found');
  });

  test('cannot name a database of elsewhere', () => {
    const given = { conversationId: 1, databaseId: shop.id };
    expect(thrown(() => house.databases.cases.report(stranger, given))).toBe('not_found');
  });
});
