import { pbkdf2Sync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEvents } from '../../src/main/lib/events.ts';
import { systemRandom } from '../../src/main/lib/random.ts';
import { defaultIterations } from '../../src/main/people/passwords.ts';
import { createPeople } from '../../src/main/people/people.ts';
import type { Credentials, Person } from '../../src/preload/contract/people.ts';
import { rejected, thrown } from '../support/errors.ts';
import { type Crowd, crowd } from '../support/people.ts';

let town: Crowd;
let owner: Person;
let member: Person;
let shown: Credentials;
beforeEach(async () => {
  town = crowd();
  owner = town.owner('Acme');
  member = town.member(owner);
  shown = await town.people.credentials.issue(member, member.id);
});
afterEach(() => town[Symbol.dispose]());

const minuteMs = 60_000;
const wrong = { password: 'wrong' };
let addresses = 0;
const fresh = () => {
  addresses += 1;
  return `10.0.0.${addresses}`;
};

describe('credentials', () => {
  test('are a name that says who, and a password of 16 random bytes', () => {
    expect(shown.userName).toBe(`member_acme_${member.id}`);
    expect(shown.password).toMatch(/^[\w-]{22}$/);
  });

  test('are stored hashed only', () => {
    const rows = town.store.all(town.store.query.selectFrom('dashboard_users').selectAll());
    const text = JSON.stringify(rows);
    expect(text).not.toContain(shown.password);
    expect(text).not.toContain(shown.userName);
    expect(rows[0]?.salt).toMatch(/^[0-9a-f]{32}$/);
    expect(town.secrets.names()).toEqual(['user-name-key']);
  });

  test('are reset by their owner for a member, by nobody else', async () => {
    const { issue } = town.people.credentials;
    const { token } = await town.people.signIn(shown, fresh());
    const renewed = await issue(owner, member.id);
    expect(thrown(() => town.people.sessions.check(token))).toBe('session_expired');
    expect(await rejected(town.people.signIn(shown, fresh()))).toBe('sign_in_failed');
    expect((await town.people.signIn(renewed, fresh())).person.id).toBe(member.id);
    expect(await rejected(issue(town.owner('Other'), member.id))).toBe('not_found');
    expect(await rejected(issue(town.member(owner), member.id))).toBe('not_allowed');
    const alone = town.newcomer();
    expect(await rejected(issue(alone, alone.id))).toBe('not_in_organization');
  });

  test('are not given to somebody who is no owner any more when they are ready', async () => {
    const second = town.member(owner);
    town.people.members.setRole(owner, second.id, 'owner');
    const issuing = rejected(town.people.credentials.issue(town.now(second), member.id));
    town.people.members.remove(owner, second.id);
    expect(await issuing).toBe('not_in_organization');
    expect((await town.people.signIn(shown, fresh())).person.id).toBe(member.id);
  });

  test('are made by 600,000 rounds outside of tests, and older ones are raised', async () => {
    const people = createPeople({
      ...town,
      random: systemRandom,
      events: createEvents(() => {}),
      admins: [],
      sessionHours: () => 24,
    });
    await people.signIn(shown, fresh());
    const row = town.store.first(town.store.query.selectFrom('dashboard_users').selectAll());
    expect(row?.iterations).toBe(defaultIterations);
    expect(defaultIterations).toBe(600_000);
    const salt = Buffer.from(row?.salt ?? '', 'hex');
    const expected = pbkdf2Sync(shown.password, salt, 600_000, 32, 'sha256');
    expect(row?.password_hash).toBe(expected.toString('hex'));
    expect((await people.signIn(shown, fresh())).person.id).toBe(member.id);
  });
});

describe('signing in', () => {
  test('gives a token for 24 hours, ended by signing out', async () => {
    const { token, expiresAt, person } = await town.people.signIn(shown, fresh());
    const second = await town.people.signIn(shown, fresh());
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(expiresAt).toBe('2026-03-02T08:00:00.000Z');
    expect(person).toEqual(town.now(member));
    const { check, end } = town.people.sessions;
    end(check(second.token).sessionId);
    expect(thrown(() => check(second.token))).toBe('session_expired');
    town.clock.advance(24 * 60 * minuteMs - 1);
    expect(check(token).person.id).toBe(member.id);
    town.clock.advance(1);
    expect(thrown(() => check(token))).toBe('session_expired');
    expect(thrown(() => check('never was'))).toBe('session_expired');
    const rows = town.store.all(town.store.query.selectFrom('sessions').selectAll());
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('takes the name in any case and with blanks around', async () => {
    const typed = { userName: ` ${shown.userName.toUpperCase()} `, password: shown.password };
    expect((await town.people.signIn(typed, fresh())).person.id).toBe(member.id);
  });

  test('does as much for an unknown name as for a wrong password', async () => {
    const work = async (userName: string) => {
      const before = town.derivations();
      const code = await rejected(town.people.signIn({ userName, ...wrong }, fresh()));
      return { code, derivations: town.derivations() - before };
    };
    expect(await work('owner_nobody_99')).toEqual({ code: 'sign_in_failed', derivations: 1 });
    expect(await work(shown.userName)).toEqual({ code: 'sign_in_failed', derivations: 1 });
  });

  test.each(['known', 'unknown'])('locks a name that is %s after 5 wrong ones', async (kind) => {
    const userName = kind === 'known' ? shown.userName : 'member_acme_4711';
    const attempt = () => rejected(town.people.signIn({ userName, ...wrong }, fresh()));
    for (let number = 0; number < 5; number += 1) expect(await attempt()).toBe('sign_in_failed');
    expect(town.told.at(-1)).toMatchObject({
      name: 'signIn.locked',
      userId: kind === 'known' ? member.id : null,
    });
    const before = town.derivations();
    expect(await attempt()).toBe('sign_in_locked');
    expect(town.derivations()).toBe(before);
    const right = () => rejected(town.people.signIn({ ...shown, userName }, fresh()));
    expect(await right()).toBe('sign_in_locked');
    town.clock.advance(15 * minuteMs - 1);
    expect(await right()).toBe('sign_in_locked');
    town.clock.advance(1);
    expect(await right()).toBe(kind === 'known' ? 'no error' : 'sign_in_failed');
  });

  test('locks and slows nobody for longer because the clock was set back', async () => {
    const address = fresh();
    const fail = () => rejected(town.people.signIn({ ...shown, ...wrong }, address));
    for (let number = 0; number < 5; number += 1) expect(await fail()).toBe('sign_in_failed');
    expect(await fail()).toBe('sign_in_locked');
    town.clock.advance(-30 * 24 * 60 * minuteMs);
    expect(await rejected(town.people.signIn(shown, address))).toBe('sign_in_locked');
    town.clock.advance(15 * minuteMs);
    expect(await rejected(town.people.signIn(shown, address))).toBe('no error');
  });

  test('counts tries of the same moment', async () => {
    const attempts = Array.from({ length: 20 }, () =>
      rejected(town.people.signIn({ ...shown, ...wrong }, fresh())),
    );
    const results = await Promise.all(attempts);
    expect(results.filter((result) => result === 'sign_in_failed')).toHaveLength(5);
    expect(results.filter((result) => result === 'sign_in_locked')).toHaveLength(15);
  });

  test('starts afresh after a right one, and after a new password', async () => {
    const fail = () => rejected(town.people.signIn({ ...shown, ...wrong }, fresh()));
    for (let number = 0; number < 4; number += 1) await fail();
    await town.people.signIn(shown, fresh());
    for (let number = 0; number < 5; number += 1) expect(await fail()).toBe('sign_in_failed');
    expect(await fail()).toBe('sign_in_locked');
    const renewed = await town.people.credentials.issue(member, member.id);
    expect(await rejected(town.people.signIn(renewed, fresh()))).toBe('no error');
  });

  test('slows an address to one try in 10 seconds for 15 minutes, right or wrong', async () => {
    const address = fresh();
    const guess = (userName: string) =>
      rejected(town.people.signIn({ userName, ...wrong }, address));
    for (const number of [1, 2, 3, 4, 5])
      expect(await guess(`name-${number}`)).toBe('sign_in_failed');
    expect(await guess('name-6')).toBe('rate_limited');
    expect(await rejected(town.people.signIn(shown, address))).toBe('rate_limited');
    expect(await rejected(town.people.signIn(shown, fresh()))).toBe('no error');
    town.clock.advance(10_000);
    expect(await guess('name-7')).toBe('sign_in_failed');
    expect(await guess('name-8')).toBe('rate_limited');
    town.clock.advance(15 * minuteMs);
    for (const number of [1, 2, 3, 4, 5])
      expect(await guess(`other-${number}`)).toBe('sign_in_failed');
    expect(await guess('other-6')).toBe('rate_limited');
  });

  test('does not slow an address where people sign in rightly', async () => {
    const address = fresh();
    for (let number = 0; number < 12; number += 1)
      expect(await rejected(town.people.signIn(shown, address))).toBe('no error');
  });

  test('remembers wrong ones across a restart', async () => {
    const fail = () => rejected(town.people.signIn({ ...shown, ...wrong }, fresh()));
    for (let number = 0; number < 5; number += 1) await fail();
    const again = createPeople({
      ...town,
      random: systemRandom,
      events: createEvents(() => {}),
      admins: [],
      sessionHours: () => 24,
    });
    expect(await rejected(again.signIn(shown, fresh()))).toBe('sign_in_locked');
  });
});
