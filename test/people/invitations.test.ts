import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/preload/contract/people.ts';
import { thrown } from '../support/errors.ts';
import { type Crowd, crowd } from '../support/people.ts';

let town: Crowd;
let owner: Person;
beforeEach(() => {
  town = crowd();
  owner = town.owner('Acme');
});
afterEach(() => town[Symbol.dispose]());

const hourMs = 3_600_000;

describe('an invitation', () => {
  test('has a code of 12 unambiguous signs that is stored nowhere', () => {
    const { code, invitation } = town.people.invitations.create(owner);
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{12}$/);
    expect(invitation).toEqual({
      id: invitation.id,
      maxUses: 1,
      used: 0,
      createdBy: owner.name,
      createdAt: '2026-03-01T08:00:00.000Z',
      expiresAt: '2026-03-02T08:00:00.000Z',
      status: 'open',
    });
    const rows = town.store.all(town.store.query.selectFrom('invitations').selectAll());
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  test.each([
    { uses: 0 },
    { uses: 1_001 },
    { uses: 1.5 },
    { hours: 0 },
    { hours: 8_761 },
    { hours: Number.NaN },
  ])('refuses %j', (input) => {
    expect(thrown(() => town.people.invitations.create(owner, input))).toBe('invalid_input');
  });

  test('is taken as people type it', () => {
    const { code } = town.people.invitations.create(owner, { uses: 2 });
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4, 8)} ${code.slice(8)}\u200f`;
    const persian = typed.replace(/[0-9]/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit)));
    const arabic = typed.replace(/[0-9]/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
    const joined = town.people.invitations.join(town.newcomer(), persian);
    expect(joined).toEqual({ organizationId: owner.organization?.id, organizationName: 'Acme' });
    expect(thrown(() => town.people.invitations.join(town.newcomer(), arabic))).toBe('no error');
  });

  test('ends by use, by time and by its owner', () => {
    const { create, join: use, revoke, list } = town.people.invitations;
    const spent = create(owner);
    use(town.newcomer(), spent.code);
    const timed = create(owner, { hours: 2, uses: 5 });
    const revoked = create(owner, { hours: 100 });
    revoke(owner, revoked.invitation.id);
    expect(thrown(() => use(town.newcomer(), spent.code))).toBe('invitation_used_up');
    expect(thrown(() => use(town.newcomer(), revoked.code))).toBe('invitation_invalid');
    expect(thrown(() => use(town.newcomer(), 'ABCDEFGHJKLM'))).toBe('invitation_invalid');
    expect(thrown(() => use(town.newcomer(), 'x'.repeat(100_000)))).toBe('invitation_invalid');
    town.clock.advance(2 * hourMs - 1);
    use(town.newcomer(), timed.code);
    town.clock.advance(1);
    expect(thrown(() => use(town.newcomer(), timed.code))).toBe('invitation_expired');
    expect(list(owner).invitations.map(({ status, used }) => [status, used])).toEqual([
      ['revoked', 0],
      ['expired', 1],
      ['used_up', 1],
    ]);
  });

  test('keeps a log of who used it, for its own owner alone', () => {
    const { create, join: use, uses, list, revoke } = town.people.invitations;
    const { code, invitation } = create(owner, { uses: 3 });
    const names = ['Ada', 'بابک'];
    for (const name of names) use(town.newcomer(name), code);
    expect(uses(owner, invitation.id).map((entry) => entry.name)).toEqual(names);
    const stranger = town.owner('Other');
    expect(thrown(() => uses(stranger, invitation.id))).toBe('not_found');
    expect(thrown(() => revoke(stranger, invitation.id))).toBe('not_found');
    expect(list(stranger)).toEqual({ total: 0, invitations: [] });
    const member = town.member(owner);
    expect(thrown(() => create(member))).toBe('not_allowed');
    expect(thrown(() => list(member))).toBe('not_allowed');
  });

  test('is not used up by somebody who is in an organisation already', () => {
    const { create, join: use, list } = town.people.invitations;
    const { code } = create(owner);
    const early = town.newcomer();
    town.people.organizations.create(early, 'Own');
    expect(thrown(() => use(early, code))).toBe('already_in_organization');
    expect(thrown(() => use(town.now(early), code))).toBe('already_in_organization');
    expect(list(owner).invitations[0]?.used).toBe(0);
  });
});

describe('50 joins at once with a code for 10', () => {
  test('give 10 members', async () => {
    const { code, invitation } = town.people.invitations.create(owner, { uses: 10 });
    const newcomers = Array.from({ length: 50 }, () => town.newcomer());
    const results = await Promise.all(
      newcomers.map(async (person) => thrown(() => town.people.invitations.join(person, code))),
    );
    expect(results.filter((result) => result === 'no error')).toHaveLength(10);
    expect(results.filter((result) => result === 'invitation_used_up')).toHaveLength(40);
    expect(town.people.members.list(owner).total).toBe(11);
    expect(town.people.invitations.uses(owner, invitation.id)).toHaveLength(10);
  });

  test('give 10 members from five processes too', async () => {
    const { code } = town.people.invitations.create(owner, { uses: 10 });
    const ids = Array.from({ length: 50 }, () => town.newcomer().id);
    const script = join(import.meta.dirname, 'join.ts');
    const crews = Array.from({ length: 5 }, (_, crew) => {
      const own = ids.filter((id) => id % 5 === crew).map(String);
      return fork(script, [town.folder, code, ...own], { stdio: 'inherit' });
    });
    try {
      await Promise.all(crews.map((crew) => once(crew, 'message')));
      const answers = crews.map((crew) => once(crew, 'message'));
      for (const crew of crews) crew.send('go');
      const results = (await Promise.all(answers)).flatMap(([given]) => given as string[]);
      expect(results.filter((result) => result === 'no error')).toHaveLength(10);
      expect(results.filter((result) => result === 'invitation_used_up')).toHaveLength(40);
    } finally {
      for (const crew of crews) crew.kill();
    }
    expect(town.people.members.list(owner).total).toBe(11);
    expect(town.people.invitations.list(owner).invitations[0]?.used).toBe(10);
  });
});
