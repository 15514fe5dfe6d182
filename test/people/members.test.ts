import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rejected, thrown } from '../support/errors.ts';
import { type Crowd, crowd } from '../support/people.ts';

let town: Crowd;
beforeEach(() => {
  town = crowd();
});
afterEach(() => town[Symbol.dispose]());

describe('members', () => {
  test('are listed in pages, found by name, and seen by everyone in it', () => {
    const owner = town.owner('Acme');
    for (let number = 0; number < 25; number += 1) {
      town.clock.advance(1_000);
      town.member(owner, `100% Member ${number}`);
    }
    const { members } = town.people;
    const second = members.list(owner, { offset: 10, limit: 10 });
    expect(second.total).toBe(26);
    expect(second.members.map((member) => member.name)).toEqual(
      Array.from({ length: 10 }, (_, at) => `100% Member ${at + 9}`),
    );
    expect(members.list(owner, { search: '0% member 2' }).total).toBe(6);
    expect(members.list(owner, { search: '_' }).total).toBe(0);
    const seenByMember = members.list(town.member(owner), { limit: 1 }).members[0];
    expect(seenByMember).toMatchObject({ role: 'owner', telegramId: null, credentials: false });
    expect(second.members[0]?.telegramId).toBeTypeOf('number');
    expect(thrown(() => members.list(owner, { limit: 10_000 }))).toBe('invalid_input');
    expect(thrown(() => members.list(town.newcomer()))).toBe('not_in_organization');
  });

  test('are added by Telegram id, also before they ever wrote to the bot', () => {
    const owner = town.owner('Acme');
    const added = town.people.members.add(owner, 55_555, 'Reza');
    expect(added).toMatchObject({ name: 'Reza', role: 'member', telegramId: 55_555 });
    const seen = () =>
      town.people.members.list(owner, { search: 'reza' }).members.map((one) => one.lastSeenAt);
    expect(seen()).toEqual([null]);
    const profile = { telegramId: 55_555, name: 'Reza', username: null, language: 'fa' } as const;
    expect(town.people.users.register(profile)).toMatchObject({ isNew: false });
    expect(seen()).toEqual([new Date(town.clock.now()).toISOString()]);
    expect(thrown(() => town.people.members.add(owner, 55_555))).toBe('already_in_organization');
    expect(thrown(() => town.people.members.add(owner, -1))).toBe('invalid_input');
    expect(thrown(() => town.people.members.add(added, 66_666))).toBe('not_allowed');
  });

  test('are removed by owners of the same organisation alone', () => {
    const owner = town.owner('Acme');
    const member = town.member(owner);
    const stranger = town.owner('Other');
    const { remove } = town.people.members;
    expect(thrown(() => remove(stranger, member.id))).toBe('not_found');
    expect(thrown(() => remove(member, owner.id))).toBe('not_allowed');
    expect(thrown(() => remove(owner, owner.id))).toBe('invalid_input');
    remove(owner, member.id);
    expect(town.now(member).role).toBe('standalone');
    expect(thrown(() => remove(owner, member.id))).toBe('not_found');
  });

  test('leave, but never the last owner', () => {
    const owner = town.owner('Acme');
    const member = town.member(owner);
    const { leave, setRole } = town.people.members;
    expect(thrown(() => leave(owner))).toBe('owner_cannot_leave');
    setRole(owner, member.id, 'owner');
    leave(owner);
    expect(town.now(owner).organization).toBeNull();
    expect(town.now(member).role).toBe('owner');
    expect(thrown(() => leave(town.now(member)))).toBe('owner_cannot_leave');
    expect(thrown(() => leave(owner))).toBe('not_in_organization');
  });

  test('change role by an owner, and their sign-in ends with the old one', async () => {
    const owner = town.owner('Acme');
    const member = town.member(owner);
    const shown = await town.people.credentials.issue(member, member.id);
    const { token } = await town.people.signIn(shown, 'here');
    expect(thrown(() => town.people.members.setRole(owner, owner.id, 'member'))).toBe(
      'owner_cannot_leave',
    );
    town.people.members.setRole(owner, member.id, 'owner');
    expect(thrown(() => town.people.sessions.check(token))).toBe('session_expired');
    expect(await rejected(town.people.signIn(shown, 'here'))).toBe('sign_in_failed');
    expect(town.told.at(-1)).toMatchObject({ name: 'member.role', role: 'owner' });
    expect(
      thrown(() => town.people.members.setRole(town.owner('Other'), member.id, 'member')),
    ).toBe('not_found');
  });

  test.each(['removed', 'left'] as const)('who were %s have nothing left', async (way) => {
    const owner = town.owner('Acme');
    const member = town.member(owner);
    const { people } = town;
    const shown = await people.credentials.issue(member, member.id);
    const { token } = await people.signIn(shown, 'here');
    expect(people.sessions.check(token).person.id).toBe(member.id);
    const late = people.credentials.issue(owner, member.id);
    const meanwhile = people.signIn(shown, 'here');
    if (way === 'removed') people.members.remove(owner, member.id);
    else people.members.leave(member);
    expect(thrown(() => people.sessions.check(token))).toBe('session_expired');
    expect(await rejected(late)).toBe('not_found');
    expect(await rejected(meanwhile)).toBe('sign_in_failed');
    expect(await rejected(people.signIn(shown, 'here'))).toBe('sign_in_failed');
    expect(town.now(member)).toMatchObject({ organization: null, selectedDatabaseId: null });
    expect(town.told.at(-1)).toEqual({
      name: 'member.removed',
      userId: member.id,
      organizationId: owner.organization?.id,
      by: way === 'removed' ? owner.id : member.id,
    });
  });
});
