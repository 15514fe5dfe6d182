import { renameSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseEntry } from '../../src/preload/contract/databases.ts';
import type { Person } from '../../src/preload/contract/people.ts';
import { type Archive, archive, type Engine, never, sqliteEngine } from '../support/databases.ts';
import { rejected, thrown } from '../support/errors.ts';

let engine: Engine;
let house: Archive;
let owner: Person;
let member: Person;
let shop: DatabaseEntry;
beforeAll(() => {
  engine = sqliteEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());
beforeEach(async () => {
  house = archive(engine);
  owner = house.town.owner('Acme');
  member = house.town.member(owner);
  shop = await house.add(owner, 'Shop');
});
afterEach(() => house[Symbol.asyncDispose]());

const scopeOf = (person: Person) => ({
  userId: person.id,
  organizationId: person.organization?.id ?? null,
});
const open = (person: Person, id = shop.id) =>
  house.databases.askables.open(id, scopeOf(person), never);
const textFor = async (question: string) => (await open(member)).link(question, 12_000).text;
const hourMs = 3_600_000;

describe('opening a database to ask it', () => {
  test('gives the schema, the rules and a source that answers', async () => {
    const database = await open(member);
    expect(database).toMatchObject({ id: shop.id, name: 'Shop', dialect: 'sqlite' });
    expect(database.rules.tables).toEqual(['customers', 'orders']);
    const linked = database.link('How many orders?', 12_000);
    expect(linked.schema.tables.map((table) => table.name).sort()).toEqual(['customers', 'orders']);
    expect(linked.text).toContain('customer_id');
    const sql = 'SELECT status, sum(total) FROM orders GROUP BY status ORDER BY 1';
    expect(await house.query(member, shop.id, sql)).toEqual([
      ['open', 20],
      ['paid', 17.5],
    ]);
    const system = house.query(member, shop.id, 'SELECT * FROM sqlite_schema');
    expect(await rejected(system)).toBe('sql_refused');
  });

  test('looks anew each time: a waiting question of a removed member finds nothing', async () => {
    const before = scopeOf(member);
    await open(member);
    house.town.people.members.remove(owner, member.id);
    const { askables } = house.databases;
    expect(await rejected(askables.open(shop.id, before, never))).toBe('not_found');
    expect(await rejected(open(house.town.now(member)))).toBe('not_found');
    const shared = { name: 'Open', connection: `sqlite:///${house.file('open.sqlite')}` };
    await house.databases.catalogue.syncShared([shared]);
    const { id = 0 } = house.databases.selection.current(house.town.now(member)) ?? {};
    expect(await rejected(askables.open(id, before, never))).toBe('not_found');
    expect((await open(house.town.now(member), id)).name).toBe('Open');
  });

  test('looks again after reading a schema for the first time', async () => {
    house.town.store.run(house.town.store.query.deleteFrom('schema_snapshots'));
    const reading = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    engine.hold = () => {
      reading.resolve();
      return go.promise;
    };
    const opening = rejected(open(member));
    await reading.promise;
    house.town.people.members.remove(owner, member.id);
    go.resolve();
    expect(await opening).toBe('not_found');
    engine.hold = null;
  });

  test('serves a channel of the organisation, and of no other', async () => {
    const { askables } = house.databases;
    const channel = { userId: null, organizationId: owner.organization?.id ?? null };
    expect((await askables.open(shop.id, channel, never)).id).toBe(shop.id);
    for (const organizationId of [null, 4711])
      expect(await rejected(askables.open(shop.id, { ...channel, organizationId }, never))).toBe(
        'not_found',
      );
  });

  test('notes in its status when the database is away, and when it is back', async () => {
    const status = () => {
      const entry = house.databases.catalogue.get(owner, shop.id);
      return [entry.status, entry.statusCode];
    };
    const path = shop.display ?? '';
    renameSync(path, `${path}.away`);
    const asked = house.query(member, shop.id, 'SELECT count(*) FROM orders');
    expect(await rejected(asked)).toBe('db_file_missing');
    expect(status()).toEqual(['failing', 'db_file_missing']);
    renameSync(`${path}.away`, path);
    expect(await rejected(house.query(member, shop.id, 'SELECT nothing FROM orders'))).not.toBe(
      'no error',
    );
    expect(status()).toEqual(['failing', 'db_file_missing']);
    await house.query(member, shop.id, 'SELECT count(*) FROM orders');
    expect(status()).toEqual(['ok', null]);
  });

  test('says so when the keychain has lost the connection string', async () => {
    await house.town.secrets.delete(`connection-${shop.id}`);
    expect(await rejected(open(member))).toBe('secret_missing');
    const { status, statusCode } = house.databases.catalogue.get(owner, shop.id);
    expect([status, statusCode]).toEqual(['failing', 'secret_missing']);
  });
});

describe('what an owner hides', () => {
  test('is neither told to the model nor read, by any way', async () => {
    const { notes, askables } = house.databases;
    notes.set(owner, shop.id, { table: 'Customers', column: 'SALARY', hidden: true });
    expect(await textFor('salary of each customer')).not.toMatch(/salary/i);
    expect((await open(member)).rules.hidden).toEqual(['customers.salary']);
    for (const sql of [
      'SELECT salary FROM customers',
      'SELECT * FROM customers',
      'SELECT c."Salary" FROM customers AS c',
      'SELECT max(x) FROM (SELECT salary AS x FROM customers)',
    ])
      expect(await rejected(house.query(member, shop.id, sql)), sql).toBe('sql_refused');
    expect(await house.query(member, shop.id, 'SELECT name FROM customers LIMIT 1')).toEqual([
      ['Ada'],
    ]);
    notes.set(owner, shop.id, { table: 'customers', hidden: true });
    expect((await open(member)).rules.tables).toEqual(['orders']);
    expect(await textFor('customers')).not.toMatch(/customers/i);
    expect(await rejected(house.query(member, shop.id, 'SELECT id FROM customers'))).toBe(
      'sql_refused',
    );
    const seen = askables.schema(member, shop.id)?.tables;
    expect(seen?.map((table) => table.name)).toEqual(['orders']);
    expect(seen?.[0]?.foreignKeys).toEqual([]);
    expect(askables.fullSchema(owner, shop.id)?.tables).toHaveLength(2);
    expect(thrown(() => askables.fullSchema(member, shop.id))).toBe('not_allowed');
    notes.set(owner, shop.id, { table: 'customers', hidden: false });
    expect(await textFor('customers')).toMatch(/customers/);
  });

  test('keeps out verified queries that speak of it', async () => {
    const { verified, notes } = house.databases;
    verified.propose(owner, shop.id, {
      question: 'What does Ada earn?',
      sql: "SELECT salary FROM customers WHERE name = 'Ada'",
    });
    expect(await textFor('What does Ada earn?')).toContain('SELECT salary');
    notes.set(owner, shop.id, { table: 'customers', column: 'salary', hidden: true });
    expect(await textFor('What does Ada earn?')).not.toContain('salary');
  });
});

describe('what an owner says', () => {
  test('reaches the model with the next question', async () => {
    const { notes, glossary, verified } = house.databases;
    const before = await textFor('What is our revenue?');
    expect(before).not.toContain('one row a sale');
    const note = notes.set(owner, shop.id, {
      table: 'orders',
      description: 'one row a sale',
      synonyms: ['فاکتور'],
    });
    expect(note).toEqual({
      table: 'orders',
      column: null,
      description: 'one row a sale',
      synonyms: ['فاکتور'],
      hidden: false,
      sampling: 'auto',
    });
    glossary.set(owner, shop.id, { term: 'revenue', meaning: 'sum of total of paid orders' });
    const sql = "SELECT sum(total) FROM orders WHERE status = 'paid'";
    verified.propose(owner, shop.id, { question: 'What is our revenue?', sql });
    const after = await textFor('What is our revenue?');
    for (const words of ['one row a sale', 'فاکتور', 'sum of total of paid orders', sql])
      expect(after).toContain(words);
  });

  test('is changed in parts, about what is there, by who manages it', () => {
    const { notes } = house.databases;
    notes.set(owner, shop.id, { table: 'orders', column: 'total', description: 'in rials' });
    notes.set(owner, shop.id, { table: 'orders', column: 'TOTAL', sampling: 'never' });
    expect(notes.list(owner, shop.id)).toEqual([
      {
        table: 'orders',
        column: 'total',
        description: 'in rials',
        synonyms: [],
        hidden: false,
        sampling: 'never',
      },
    ]);
    const set = (person: Person, table: string, column: string | null = null) =>
      thrown(() => notes.set(person, shop.id, { table, column, hidden: true }));
    expect(set(owner, 'nothing')).toBe('not_found');
    expect(set(owner, 'orders', 'nothing')).toBe('not_found');
    expect(set(member, 'orders')).toBe('not_allowed');
    expect(thrown(() => notes.list(member, shop.id))).toBe('not_allowed');
    expect(set(house.town.owner('Other'), 'orders')).toBe('not_found');
  });
});

describe('a schema', () => {
  test('is read once for all who come at the same moment', async () => {
    house.town.store.run(house.town.store.query.deleteFrom('schema_snapshots'));
    const before = engine.introspections();
    await Promise.all([1, 2, 3, 4, 5].map(() => open(member)));
    expect(engine.introspections() - before).toBe(1);
  });

  test('is read anew behind a question when it is old', async () => {
    const before = engine.introspections();
    house.town.clock.advance(24 * hourMs - 1);
    await open(member);
    const reading = Promise.withResolvers<void>();
    engine.hold = async () => reading.resolve();
    // its date is the engine's own, by a clock that is not the test's
    house.town.clock.advance(100 * 365 * 24 * hourMs);
    await open(member);
    await reading.promise;
    engine.hold = null;
    expect(engine.introspections()).toBeGreaterThan(before);
  });

  test('is read when its owner asks for it, with samples of what is not private', async () => {
    const { askables, notes } = house.databases;
    notes.set(owner, shop.id, { table: 'orders', column: 'status', sampling: 'never' });
    expect(await rejected(askables.refresh(member, shop.id, never))).toBe('not_allowed');
    const schema = await askables.refresh(owner, shop.id, never);
    const samples = (table: string, column: string) =>
      schema.tables.find(({ name }) => name === table)?.columns.find(({ name }) => name === column)
        ?.samples;
    expect(samples('customers', 'country')).toEqual(['Iran', 'Oman']);
    expect(samples('orders', 'status')).toEqual([]);
    expect(samples('customers', 'salary')).toEqual([]);
    notes.set(owner, shop.id, { table: 'customers', column: 'country', sampling: 'never' });
    expect(await textFor('orders from Oman')).not.toContain('Oman');
  });

  test('is not sampled where the operator does not want it', async () => {
    house.settings.sampling = false;
    const schema = await house.databases.askables.refresh(owner, shop.id, never);
    const samples = schema.tables.flatMap((table) => table.columns.flatMap((one) => one.samples));
    expect(samples).toEqual([]);
  });
});
