import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { thrown } from '../support/errors.ts';
import { adminTelegramId, type Crowd, crowd } from '../support/people.ts';

let town: Crowd;
beforeEach(() => {
  town = crowd();
});
afterEach(() => town[Symbol.dispose]());

const profile = { telegramId: 7, name: 'سارة', username: 'sara', language: 'ar' } as const;

describe('registering', () => {
  test('makes a standalone person once, however often it is called', () => {
    const first = town.people.users.register(profile);
    const again = town.people.users.register(profile);
    expect(first.isNew).toBe(true);
    expect(again).toEqual({ person: first.person, isNew: false });
    expect(first.person).toEqual({
      id: first.person.id,
      telegramId: 7,
      name: 'سارة',
      username: 'sara',
      language: 'ar',
      role: 'standalone',
      admin: false,
      organization: null,
      selectedDatabaseId: null,
    });
  });

  test('follows a changed name but keeps the language the person chose', () => {
    const { person } = town.people.users.register(profile);
    town.people.users.setLanguage(person.id, 'fa');
    const renamed = town.people.users.register({ ...profile, name: 'Sara', username: null });
    expect(renamed.person).toEqual({ ...person, name: 'Sara', username: null, language: 'fa' });
  });

  test.each([
    ['   ', 'sara', 'sara'],
    ['\u202e\u0007', null, '7'],
    ['x'.repeat(5_000), null, 'x'.repeat(200)],
  ])('gives a name that can be shown: %#', (name, username, shown) => {
    const { person } = town.people.users.register({ ...profile, name, username });
    expect(person.name).toBe(shown);
  });

  test('sees a blocked bot and forgets it when the person writes again', () => {
    const { person } = town.people.users.register(profile);
    const unreachable = () =>
      town.store.first(
        town.store.query
          .selectFrom('users')
          .select('unreachable_at as at')
          .where('id', '=', person.id),
      )?.at;
    town.people.users.setReachable(7, false);
    expect(unreachable()).toBe('2026-03-01T08:00:00.000Z');
    town.people.users.register(profile);
    expect(unreachable()).toBeNull();
  });

  test('touches last seen at most once a minute', () => {
    const { person } = town.people.users.register(profile);
    const users = town.store.query.selectFrom('users').where('id', '=', person.id);
    const seen = () => town.store.first(users.select('last_seen_at as at'))?.at;
    town.clock.advance(59_999);
    town.people.users.register(profile);
    expect(seen()).toBe('2026-03-01T08:00:00.000Z');
    town.clock.advance(1);
    town.people.users.register(profile);
    expect(seen()).toBe('2026-03-01T08:01:00.000Z');
  });
});

describe('who acts', () => {
  test('an id of ADMIN_TELEGRAM_IDS is an admin', () => {
    const admin = { ...profile, telegramId: adminTelegramId };
    expect(town.people.users.register(admin).person.admin).toBe(true);
  });

  test('nobody unknown', () => {
    expect(town.people.persons.byTelegram(4711)).toBeNull();
    expect(town.people.persons.byId(4711)).toBeNull();
    expect(thrown(() => town.people.persons.require(4711))).toBe('not_registered');
    expect(thrown(() => town.people.users.setLanguage(4711, 'fa'))).toBe('not_registered');
  });

  test('the operator acts as owner of an organisation that is here', () => {
    const { organization } = town.owner('Acme');
    const operator = town.people.persons.operator(organization?.id ?? 0);
    expect(operator).toEqual({ id: null, role: 'owner', admin: true, organization });
    expect(thrown(() => town.people.persons.operator(4711))).toBe('not_found');
    expect(town.people.persons.operator(null).organization).toBeNull();
  });
});
