import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { storeGrants } from '../../src/main/databases/grants.ts';
import type { GrantReport } from '../../src/main/sources/source.ts';
import type { DatabaseEntry } from '../../src/preload/contract/databases.ts';
import type { Person } from '../../src/preload/contract/people.ts';
import { type Archive, archive, type Engine, never, sqliteEngine } from '../support/databases.ts';
import { rejected, thrown } from '../support/errors.ts';

let engine: Engine;
let house: Archive;
let owner: Person;
let shop: DatabaseEntry;
beforeAll(() => {
  engine = sqliteEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());
beforeEach(async () => {
  house = archive(engine);
  owner = house.town.owner('Acme');
  shop = await house.add(owner, 'Shop');
});
afterEach(() => house[Symbol.asyncDispose]());

const reportOf = (...rights: string[]): GrantReport => ({
  verdict: rights.length === 0 ? 'read_only' : 'excess',
  login: 'app',
  findings: rights.map((right) => ({
    right,
    severity: 'danger',
    evidence: 'listed',
    explanation: { key: 'audit.role', params: { right } },
  })),
  script: 'CREATE USER reader;',
  takenAt: '2026-03-01T08:00:00.000Z',
});
/** A login with too many rights, which a SQLite file does not have. */
const find = (...rights: string[]) => {
  const rows = house.town.store.query.selectFrom('database_connections').select(['id', 'grants']);
  const row = house.town.store.first(rows.where('id', '=', shop.id));
  storeGrants(house.town.store, row ?? { id: 0, grants: null }, reportOf(...rights));
};
const state = () => house.databases.catalogue.get(owner, shop.id).grants;

describe('rights beyond reading', () => {
  test('are reported to who manages the database, on demand too', async () => {
    const { grants } = house.databases;
    expect(grants.report(owner, shop.id)?.verdict).toBe('read_only');
    find('db_owner');
    expect(state()).toBe('excess');
    expect(grants.report(owner, shop.id)).toEqual(reportOf('db_owner'));
    expect((await grants.audit(owner, shop.id, never)).verdict).toBe('read_only');
    expect(state()).toBe('read_only');
    const member = house.town.member(owner);
    expect(thrown(() => grants.report(member, shop.id))).toBe('not_allowed');
    expect(await rejected(grants.audit(member, shop.id, never))).toBe('not_allowed');
    expect(thrown(() => grants.report(house.town.owner('Other'), shop.id))).toBe('not_found');
  });

  test('are accepted by name, and the acceptance is kept with who and when', () => {
    const { grants } = house.databases;
    const told: object[] = [];
    house.town.events.on('database.grantsAccepted', (payload) => void told.push(payload));
    expect(thrown(() => grants.accept(owner, shop.id, 'Shop'))).toBe('conflict');
    find('db_owner', 'FILE');
    expect(thrown(() => grants.accept(owner, shop.id, 'yes'))).toBe('invalid_input');
    grants.accept(owner, shop.id, ' shop ');
    expect(state()).toBe('accepted');
    const rows = house.town.store.query.selectFrom('database_connections');
    const accepted = rows.select(['grants_accepted_by as by', 'grants_accepted_at as at']);
    expect(house.town.store.first(accepted.where('id', '=', shop.id))).toEqual({
      by: owner.id,
      at: '2026-03-01T08:00:00.000Z',
    });
    const organizationId = owner.organization?.id;
    const rights = ['db_owner', 'FILE'];
    expect(told).toEqual([{ databaseId: shop.id, organizationId, by: owner.id, rights }]);
  });

  test('that are new end an acceptance, fewer ones do not', () => {
    find('db_owner', 'FILE');
    house.databases.grants.accept(owner, shop.id, 'Shop');
    find('FILE');
    expect(state()).toBe('accepted');
    find('FILE', 'superuser');
    expect(state()).toBe('excess');
  });

  test('keep a database from being asked where the operator wants that', async () => {
    find('db_owner');
    const ask = () => rejected(house.query(owner, shop.id, 'SELECT count(*) FROM orders'));
    expect(await ask()).toBe('no error');
    house.settings.unacceptedGrants = 'refuse';
    expect(await ask()).toBe('grants_not_accepted');
    house.databases.grants.accept(owner, shop.id, 'Shop');
    expect(await ask()).toBe('no error');
  });
});
