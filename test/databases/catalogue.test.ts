import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/preload/contract/people.ts';
import { type Archive, archive, type Engine, never, sqliteEngine } from '../support/databases.ts';
import { rejected, thrown } from '../support/errors.ts';
import { adminTelegramId } from '../support/people.ts';

let engine: Engine;
let house: Archive;
let owner: Person;
beforeAll(() => {
  engine = sqliteEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());
beforeEach(() => {
  house = archive(engine);
  owner = house.town.owner('Acme');
});
afterEach(() => house[Symbol.asyncDispose]());

const names = (person: Person) =>
  house.databases.catalogue.list(house.town.now(person)).map((entry) => entry.name);
const add = (person: Person, name: string, connection: string) =>
  house.databases.catalogue.add(house.town.now(person), { name, connection }, never);

describe('adding a database', () => {
  test('gives an owner one of the organisation, seen by its members without its secrets', async () => {
    const member = house.town.member(owner);
    const path = house.file('shop.sqlite');
    const { database, grants } = await add(owner, 'Shop', `sqlite:///${path}`);
    expect(database).toMatchObject({
      name: 'Shop',
      kind: 'organization',
      dialect: 'sqlite',
      status: 'ok',
      parked: false,
      selected: false,
      manageable: true,
      display: path,
      grants: 'read_only',
    });
    expect(database.engine).toMatch(/^SQLite 3/);
    expect(grants?.verdict).toBe('read_only');
    expect(house.databases.catalogue.list(member)).toEqual([
      { ...database, manageable: false, display: null, grants: null },
    ]);
    const stored = JSON.stringify(
      house.town.store.all(house.town.store.query.selectFrom('database_connections').selectAll()),
    );
    expect(stored).not.toContain('sqlite:///');
    expect(await house.town.secrets.get(`connection-${database.id}`)).toBe(`sqlite:///${path}`);
  });

  test('gives a standalone person one of their own', async () => {
    const person = house.town.newcomer();
    const database = await house.add(person, 'Mine');
    expect(database).toMatchObject({ kind: 'personal', manageable: true });
    expect(names(owner)).toEqual([]);
    expect(names(house.town.newcomer())).toEqual([]);
  });

  test('is not for members, nor shared for anyone but the operator', async () => {
    const member = house.town.member(owner);
    const path = `sqlite:///${house.file('x.sqlite')}`;
    expect(await rejected(add(member, 'X', path))).toBe('not_allowed');
    const shared = { name: 'X', connection: path, shared: true };
    const { catalogue } = house.databases;
    expect(await rejected(catalogue.add(owner, shared, never))).toBe('not_allowed');
    await catalogue.add(house.town.people.persons.operator(null), shared, never);
    expect(names(house.town.newcomer())).toEqual(['X']);
    expect(names(owner)).toEqual(['X']);
  });

  test('wants a name that is free, among its owner’s own', async () => {
    await house.add(owner, 'Shop');
    const path = `sqlite:///${house.file('other.sqlite')}`;
    expect(await rejected(add(owner, ' shop ', path))).toBe('already_exists');
    expect(await rejected(add(owner, '', path))).toBe('invalid_input');
    expect(await rejected(add(house.town.owner('Other'), 'Shop', path))).toBe('no error');
    const both = await Promise.all([1, 2].map(() => rejected(add(owner, 'Twice', path))));
    expect(both.sort()).toEqual(['already_exists', 'no error']);
  });

  test.each([
    ['nonsense', 'connection_string_invalid'],
    ['sqlite:////no/such/file.sqlite', 'db_file_missing'],
    ['sqlite:////dev/null', 'db_engine_error'],
  ])('keeps nothing of %s', async (connection, code) => {
    expect(await rejected(add(owner, 'Shop', connection))).toBe(code);
    expect(names(owner)).toEqual([]);
    expect(house.town.secrets.names()).toEqual([]);
  });

  test('keeps nothing when the keychain refuses, nor when it is cancelled', async () => {
    const path = `sqlite:///${house.file('x.sqlite')}`;
    house.town.secrets.set = async () => {
      throw new TypeError('locked');
    };
    await expect(add(owner, 'Shop', path)).rejects.toThrow('locked');
    const input = { name: 'Shop', connection: path };
    const cancelled = house.databases.catalogue.add(owner, input, AbortSignal.abort());
    expect(await rejected(cancelled)).toBe('cancelled');
    expect(names(owner)).toEqual([]);
  });

  test('comes to nothing for who joins an organisation or is demoted meanwhile', async () => {
    const person = house.town.newcomer();
    const path = `sqlite:///${house.file('x.sqlite')}`;
    const personal = rejected(add(person, 'Mine', path));
    const second = house.town.member(owner);
    house.town.people.members.setRole(owner, second.id, 'owner');
    const late = rejected(add(second, 'Late', path));
    house.town.people.invitations.join(person, house.town.people.invitations.create(owner).code);
    house.town.people.members.setRole(owner, second.id, 'member');
    expect(await Promise.all([personal, late])).toEqual(['not_allowed', 'not_allowed']);
    expect(names(person)).toEqual([]);
  });
});

describe('where a connection string may lead', () => {
  test('files and this machine are the operator’s, unless a setting opens them', async () => {
    house.settings.reach = 'network';
    const path = `sqlite:///${house.file('x.sqlite')}`;
    expect(await rejected(add(owner, 'Shop', path))).toBe('db_host_forbidden');
    const { persons, users } = house.town.people;
    const operator = persons.operator(owner.organization?.id ?? 0);
    const input = { name: 'Shop', connection: path };
    const { database } = await house.databases.catalogue.add(operator, input, never);
    expect(await house.query(owner, database.id, 'SELECT count(*) FROM orders')).toEqual([[3]]);
    const profile = { telegramId: adminTelegramId, name: 'A', username: null, language: 'en' };
    const { person } = users.register({ ...profile, language: 'en' });
    expect((await add(person, 'Mine', path)).database.kind).toBe('personal');
  });

  test('our own data folder is nobody’s but the operator’s, by links neither', async () => {
    const own = join(house.town.folder, 'manager.sqlite');
    expect(existsSync(own)).toBe(true);
    const link = `${house.file('x.sqlite')}-link`;
    symlinkSync(own, link);
    for (const path of [own, link, `${house.town.folder}/../${own}`])
      expect(await rejected(add(owner, 'Own', `sqlite:///${path}`))).not.toBe('no error');
    expect(await rejected(add(owner, 'Own', `sqlite:///${link}`))).toBe('db_host_forbidden');
    expect(await rejected(add(owner, 'Own', `sqlite:///${own}`))).toBe('db_host_forbidden');
  });
});

describe('a database', () => {
  test('is renamed, reconnected and tested by who manages it', async () => {
    const member = house.town.member(owner);
    const { catalogue } = house.databases;
    const { id } = await house.add(owner, 'Shop');
    await house.add(owner, 'Store');
    expect(catalogue.rename(owner, id, 'Sales').name).toBe('Sales');
    expect(thrown(() => catalogue.rename(owner, id, 'store'))).toBe('already_exists');
    expect(thrown(() => catalogue.rename(member, id, 'Mine'))).toBe('not_allowed');
    const other = `sqlite:///${house.file('other.sqlite', 'CREATE TABLE things (id INTEGER)')}`;
    expect(await rejected(catalogue.reconnect(member, id, other, never))).toBe('not_allowed');
    expect(await rejected(catalogue.reconnect(owner, id, 'sqlite:////no', never))).toBe(
      'db_file_missing',
    );
    expect(await house.query(member, id, 'SELECT count(*) FROM orders')).toEqual([[3]]);
    await catalogue.reconnect(owner, id, other, never);
    expect(await house.query(member, id, 'SELECT count(*) FROM things')).toEqual([[0]]);
    expect((await catalogue.test(owner, id, never)).status).toBe('ok');
  });

  test('is removed for everyone: secret, selection and what was known of it', async () => {
    const member = house.town.member(owner);
    const { catalogue, selection, notes, glossary } = house.databases;
    const { id } = await house.add(owner, 'Shop');
    notes.set(owner, id, { table: 'orders', description: 'What was bought' });
    glossary.set(owner, id, { term: 'revenue', meaning: 'sum of total' });
    selection.select(member, id);
    expect(await rejected(catalogue.remove(member, id))).toBe('not_allowed');
    await catalogue.remove(owner, id);
    expect(house.town.secrets.names()).toEqual([]);
    expect(house.town.now(member).selectedDatabaseId).toBeNull();
    expect(names(owner)).toEqual([]);
    expect(thrown(() => catalogue.get(owner, id))).toBe('not_found');
    expect(await rejected(house.query(owner, id, 'SELECT 1'))).toBe('not_found');
    for (const table of ['schema_snapshots', 'schema_notes', 'glossary'] as const)
      expect(house.town.store.all(house.town.store.query.selectFrom(table).selectAll())).toEqual(
        [],
      );
    expect((await house.add(owner, 'Shop')).id).not.toBe(id);
  });

  test('keeps no secret when the keychain was locked at its removal', async () => {
    const { id } = await house.add(owner, 'Shop');
    const { secrets } = house.town;
    const remove = secrets.delete;
    secrets.delete = async () => {
      throw new TypeError('locked');
    };
    await expect(house.databases.catalogue.remove(owner, id)).rejects.toThrow('locked');
    expect(names(owner)).toEqual([]);
    secrets.delete = remove;
    await house.databases.tidy();
    expect(secrets.names()).toEqual([]);
  });

  test('goes with its organisation', async () => {
    await house.add(owner, 'Shop');
    house.town.people.organizations.close(owner);
    await house.databases[Symbol.asyncDispose]();
    expect(house.town.secrets.names()).toEqual([]);
    expect(names(owner)).toEqual([]);
  });
});

describe('selecting', () => {
  test('takes what one may ask, and the only one there is by itself', async () => {
    const member = house.town.member(owner);
    const { selection } = house.databases;
    expect(selection.current(member)).toBeNull();
    const shop = await house.add(owner, 'Shop');
    expect(selection.current(member)?.id).toBe(shop.id);
    const store = await house.add(owner, 'Store');
    expect(selection.current(member)).toBeNull();
    expect(selection.select(member, store.id).selected).toBe(true);
    expect(selection.current(house.town.now(member))?.id).toBe(store.id);
    selection.clear(member);
    expect(selection.current(member)).toBeNull();
    const stranger = house.town.owner('Other');
    expect(thrown(() => selection.select(stranger, shop.id))).toBe('not_found');
  });

  test('rests with personal databases while their person is in an organisation', async () => {
    const person = house.town.newcomer();
    const mine = await house.add(person, 'Mine');
    const { selection, catalogue } = house.databases;
    selection.select(person, mine.id);
    house.town.people.invitations.join(person, house.town.people.invitations.create(owner).code);
    const member = house.town.now(person);
    expect(member.selectedDatabaseId).toBeNull();
    expect(catalogue.list(member)).toEqual([{ ...mine, parked: true, selected: false }]);
    expect(thrown(() => selection.select(member, mine.id))).toBe('not_allowed');
    expect(selection.current(member)).toBeNull();
    expect(await rejected(house.query(member, mine.id, 'SELECT 1'))).toBe('not_allowed');
    house.town.people.members.leave(member);
    const alone = house.town.now(person);
    expect(selection.select(alone, mine.id).parked).toBe(false);
    expect(await house.query(alone, mine.id, 'SELECT count(*) FROM orders')).toEqual([[3]]);
  });
});

describe('shared databases of the environment', () => {
  test('are added, changed and removed by name, without connecting', async () => {
    const { syncShared } = house.databases.catalogue;
    const one = { name: 'One', connection: `sqlite:///${house.file('one.sqlite')}` };
    const away = { name: 'Away', connection: 'sqlite:////not/yet/there.sqlite' };
    await syncShared([one, away]);
    await syncShared([one, away]);
    const person = house.town.newcomer();
    expect(names(person)).toEqual(['Away', 'One']);
    const [, entry] = house.databases.catalogue.list(person);
    expect(entry).toMatchObject({ kind: 'shared', manageable: false, display: null });
    house.settings.reach = 'network';
    const id = entry?.id ?? 0;
    expect(await house.query(person, id, 'SELECT count(*) FROM orders')).toEqual([[3]]);
    const other = house.file('two.sqlite', 'CREATE TABLE things (id INTEGER)');
    await syncShared([{ name: 'ONE', connection: `sqlite:///${other}` }]);
    expect(names(person)).toEqual(['ONE']);
    expect(await house.query(person, id, 'SELECT count(*) FROM things')).toEqual([[0]]);
    expect(house.town.secrets.names()).toEqual([]);
  });

  test('that are malformed are named and change nothing', async () => {
    const { syncShared } = house.databases.catalogue;
    const good = { name: 'One', connection: `sqlite:///${house.file('one.sqlite')}` };
    const bad = { name: 'Two', connection: 'postgres://:secret-word@/' };
    await expect(syncShared([good, bad])).rejects.toMatchObject({
      code: 'config_invalid',
      params: {
        problems: expect.stringMatching(/^DIWAN_SHARED_DATABASES: Two: (?!.*secret-word)/),
      },
    });
    expect(names(owner)).toEqual([]);
  });

  test('leave alone what the operator shared', async () => {
    const { catalogue } = house.databases;
    const operator = house.town.people.persons.operator(null);
    const connection = `sqlite:///${house.file('one.sqlite')}`;
    await catalogue.add(operator, { name: 'Kept', connection, shared: true }, never);
    await catalogue.syncShared([]);
    expect(names(owner)).toEqual(['Kept']);
  });
});
