import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { say } from '../../../src/main/lib/i18n.ts';
import { type Action, accessTable } from '../../../src/main/people/policy.ts';
import { type Role, roles } from '../../../src/preload/contract/people.ts';
import { adminId, type House, type Town, town } from '../../support/bot-house.ts';
import { asMember, asOwner, known, started, withDatabase } from '../../support/bot-people.ts';
import type { Person } from '../../support/botapi/index.ts';
import { sqlModel } from '../../support/sql-model.ts';

let place: Town;
let house: House;
let ids = 100;

beforeAll(async () => {
  place = await town({ model: sqlModel('SELECT COUNT(*) AS n FROM orders', 'There are 300.') });
  house = await place.open();
});
afterAll(() => place[Symbol.asyncDispose]());

interface Cast {
  person: Person;
  owner: Person;
  colleague: Person;
}

/** A person of a role, with a database to ask; and for those in an organisation, its people. */
async function cast(role: Role): Promise<Cast> {
  ids += 3;
  const owner = await started(place, { id: ids, name: `Owner ${ids}` });
  const member = await started(place, { id: ids + 1, name: `Member ${ids}` });
  const colleague = await started(place, { id: ids + 2, name: `Colleague ${ids}` });
  if (role === 'standalone') {
    await withDatabase(place, house, owner);
    return { person: owner, owner, colleague };
  }
  asOwner(house, owner, `Company ${ids}`);
  asMember(house, member, owner);
  asMember(house, colleague, owner);
  await withDatabase(place, house, owner);
  return { person: role === 'owner' ? owner : member, owner, colleague };
}

interface Attempt {
  /** What the person writes. */
  text: (cast: Cast) => string;
  /** What shows that it was done. */
  done: string;
}

const file = () => place.file('more');

/** The last owner may not leave. */
function withSecondOwner({ owner, colleague }: Cast, text: string): string {
  const first = known(house, owner);
  if (first.role === 'owner')
    house.people.members.setRole(first, known(house, colleague).id, 'owner');
  return text;
}

/** Every action that has a way through the bot; the sentence of a refusal is the action's own. */
const attempts: Partial<Record<Action, Attempt>> = {
  createOrganization: { text: () => '/createorg Something', done: 'The organization Something' },
  queryDatabase: { text: () => 'How many orders?', done: 'There are 300.' },
  createInvitations: { text: () => '/invite', done: 'An invitation to' },
  viewMembers: { text: () => '/members', done: 'people' },
  viewDatabases: { text: () => '/dbs', done: 'Shop' },
  viewOwnUsage: { text: () => '/history', done: 'not asked anything yet' },
  viewOrganizationCosts: { text: () => '/stats', done: 'At this pace' },
  manageOrganization: { text: () => '/org', done: 'What would you like to do?' },
  leaveOrganization: { text: (people) => withSecondOwner(people, '/leave'), done: 'Leave Company' },
  useWebView: { text: () => '/password', done: 'Your credentials for the web view' },
  administer: { text: () => '/admin', done: 'Last errors' },
  addOrganizationDatabase: {
    text: () => `/adddb More ${file()}`,
    done: 'More is connected, for everyone in your organization',
  },
  addPersonalDatabase: {
    text: () => `/adddb More ${file()}`,
    done: 'More is connected, for you alone',
  },
};

const cells = roles.flatMap((role) =>
  Object.entries(attempts).map(([action, attempt]) => ({
    role,
    action: action as Action,
    attempt,
  })),
);

/** In place of a refusal, /stats leaves a part out, and standalone people have nobody to list. */
const silent = new Set<Action>(['viewOrganizationCosts', 'viewMembers']);

describe('the access table through the bot', () => {
  it.each(cells.filter(({ role, action }) => accessTable[action][role] !== 'no'))(
    '$role may $action',
    async ({ role, action, attempt }) => {
      const people = await cast(role);
      const nobody = action === 'viewMembers' && role === 'standalone';
      people.person.send(attempt.text(people));
      await people.person.sees(nobody ? 'You do not belong to an organization' : attempt.done);
    },
  );

  it.each(
    cells.filter(({ role, action }) => accessTable[action][role] === 'no' && !silent.has(action)),
  )('$role may not $action', async ({ role, action, attempt }) => {
    const people = await cast(role);
    const before = house.databases.catalogue.list(known(house, people.person)).length;
    people.person.send(attempt.text(people));
    // One command adds both kinds of database: what the role may add is added, nothing else.
    const other = { addPersonalDatabase: 'owner', addOrganizationDatabase: 'standalone' };
    if (action in other && other[action as keyof typeof other] === role)
      return await people.person
        .sees('More is connected')
        .then(({ text }) => expect(text).not.toContain(attempt.done));
    const refused = role === 'member' && action === 'addPersonalDatabase';
    const reason = refused ? 'addOrganizationDatabase' : action;
    const seen = await people.person.sees('You may not');
    expect(seen.text).toContain(say('en', `action.${reason}`));
    expect(house.databases.catalogue.list(known(house, people.person))).toHaveLength(before);
  });

  it.each(['owner', 'member'] as const)('%s may not see the other’s costs', async (role) => {
    const { person, owner } = await cast(role);
    person.send('/stats');
    const stats = await person.sees('Your use');
    expect(stats.text.includes('By person') || stats.text.includes('At this pace')).toBe(
      person === owner,
    );
  });

  it('lets nobody join a second organisation', async () => {
    const first = await cast('member');
    const second = await cast('owner');
    const { code } = house.people.invitations.create(known(house, second.owner));
    first.person.send(`/join ${code}`);
    await first.person.sees('You may not join another organization');
    const alone = await cast('standalone');
    alone.person.send(`/join ${code.toLowerCase()}`);
    await alone.person.sees('Welcome to Company');
    alone.colleague.send(`/join ${code}`);
    await alone.colleague.sees('This invitation has been used up');
  });

  it('lets only owners remove members, whatever buttons they still have', async () => {
    const { person, owner, colleague } = await cast('member');
    const { id } = known(house, colleague);
    owner.send('/members');
    const list = await owner.sees('3 people');
    expect(list.buttons.flat()).toHaveLength(2);
    person.send('/members');
    expect((await person.sees('3 people')).buttons).toEqual([]);
    const under = person.chat.last?.id ?? 0;
    for (const data of [`out:${id}`, 'close:yes', 'props', 'cases', 'do:invite']) {
      const refusal = await person.press({ data, message: under }).answered();
      expect([data, refusal.alert, refusal.text]).toEqual([
        data,
        true,
        expect.stringContaining('You may not'),
      ]);
    }
    expect(known(house, colleague).organization).not.toBeNull();
  });

  it('lets an administrator see the health of the appliance', async () => {
    const admin = await started(place, { id: adminId, name: 'Admin' });
    admin.send('/admin');
    const health = await admin.sees('Memory:');
    expect(health.text).toMatch(/Bot: running, up for \d+ (minute|hour)/);
    expect(health.text).toMatch(/Today: \d+ questions/);
    expect(admin.menu.map(({ command }) => command)).toContain('admin');
  });
});
