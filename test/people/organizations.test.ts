import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slugOf } from '../../src/main/people/slug.ts';
import { rejected, thrown } from '../support/errors.ts';
import { type Crowd, crowd } from '../support/people.ts';

let town: Crowd;
beforeEach(() => {
  town = crowd();
});
afterEach(() => town[Symbol.dispose]());

describe('an organisation', () => {
  test('is made by a standalone person, who owns it', () => {
    const person = town.newcomer('Ali');
    const made = town.people.organizations.create(person, '  Müller & Söhne ');
    expect(made).toEqual({
      id: made.id,
      name: 'Müller & Söhne',
      slug: 'muller-sohne',
      createdAt: '2026-03-01T08:00:00.000Z',
      members: 1,
      owners: ['Ali'],
    });
    expect(town.now(person).role).toBe('owner');
    expect(thrown(() => town.people.organizations.create(town.now(person), 'Two'))).toBe(
      'not_allowed',
    );
  });

  test('is one a person, even for a door that read them too early', () => {
    const early = town.newcomer();
    town.people.organizations.create(early, 'One');
    expect(thrown(() => town.people.organizations.create(early, 'Two'))).toBe(
      'already_in_organization',
    );
    expect(town.people.organizations.list(town.people.persons.operator(null))).toHaveLength(1);
  });

  test('has a slug of its own in any script', () => {
    const slugs = ['شركة النور', 'شرکت نور', 'Acme', 'ACME!', '𝔸cme 東京'].map(
      (name) => town.owner(name).organization?.slug,
    );
    expect(slugs).toEqual(['org', 'org-2', 'acme', 'acme-2', 'acme-3']);
    expect(slugOf('A very long name of an organisation that never seems to end')).toMatch(
      /^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$/,
    );
  });

  test.each(['', '   ', 'x'.repeat(101), 'two\nlines', 'turned\u202eround'])(
    'refuses the name %j',
    (name) => {
      const person = town.newcomer();
      expect(thrown(() => town.people.organizations.create(person, name))).toBe('invalid_input');
    },
  );

  test('is renamed by its owner and keeps its slug', () => {
    const owner = town.owner('Acme');
    const member = town.member(owner);
    expect(town.people.organizations.rename(owner, 'Better Acme')).toMatchObject({
      name: 'Better Acme',
      slug: 'acme',
      members: 2,
    });
    expect(town.people.organizations.info(town.now(member)).name).toBe('Better Acme');
    expect(thrown(() => town.people.organizations.rename(member, 'Mine'))).toBe('not_allowed');
    expect(thrown(() => town.people.organizations.info(town.newcomer()))).toBe(
      'not_in_organization',
    );
  });

  test('closes only when nobody else is in it, and ends all it gave', async () => {
    const owner = town.owner('Acme');
    const { code } = town.people.invitations.create(owner, { uses: 10 });
    const member = town.member(owner);
    expect(thrown(() => town.people.organizations.close(owner))).toBe('conflict');
    town.people.members.leave(member);
    const shown = await town.people.credentials.issue(owner, owner.id);
    town.people.organizations.close(owner);
    expect(town.now(owner).role).toBe('standalone');
    expect(thrown(() => town.people.invitations.join(town.now(member), code))).toBe(
      'invitation_invalid',
    );
    expect(await rejected(town.people.signIn(shown, 'here'))).toBe('sign_in_failed');
    const id = owner.organization?.id ?? 0;
    expect(thrown(() => town.people.persons.operator(id))).toBe('not_found');
    expect(town.told.at(-1)).toMatchObject({ name: 'member.removed', userId: owner.id });
    expect(town.owner('Acme').organization?.slug).toBe('acme-2');
  });
});
