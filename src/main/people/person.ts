import { sql } from 'kysely';
import type { OrganizationRef, Person, Role } from '../../preload/contract/people.ts';
import { DiwanError } from '../lib/errors.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { isNamed } from './name-search.ts';

/** Who acts. Every person is one; so is the operator of the machine, for an organisation here. */
export interface Actor {
  /** Null for the operator, who is no user. */
  readonly id: number | null;
  readonly role: Role;
  readonly admin: boolean;
  readonly organization: OrganizationRef | null;
}

/** A person, and when they were last heard of. */
export interface Known {
  person: Person;
  lastSeenAt: string;
  /** They have blocked the bot. */
  unreachable: boolean;
}

export interface Persons {
  known(telegramId: number): Known | null;
  byTelegram(telegramId: number): Person | null;
  byId(userId: number): Person | null;
  /** Ids of everyone here with this in their name, members or not. */
  named(search: string): number[];
  /** @throws DiwanError `not_registered` */
  require(userId: number): Person;
  /**
   * The operator, as owner of one of the organisations here, or of none.
   * @throws DiwanError `not_found`
   */
  operator(organizationId: number | null): Actor;
}

/** @param admins Telegram ids. */
export function createPersons(store: ManagerStore, admins: readonly number[]): Persons {
  const listed = new Set(admins);
  const read = (column: 'u.id' | 'u.telegram_id') => {
    // SQLite plans a join anew for each value of a bare parameter, ten times the work of reading it.
    const given = sql<number>`+${0}`;
    const statement = store.prepare<PersonRow, [number]>(
      personQuery(store).where(column, '=', given).compile(),
    );
    return (key: number): PersonRow | undefined => statement.first(key);
  };
  const [rowById, rowByTelegram] = [read('u.id'), read('u.telegram_id')];
  const person = (row: PersonRow | undefined) => (row ? toPerson(row, listed) : null);
  const byId = (userId: number) => person(rowById(userId));
  return {
    known(telegramId) {
      const row = rowByTelegram(telegramId);
      return row ? toKnown(row, toPerson(row, listed)) : null;
    },
    byTelegram: (telegramId) => person(rowByTelegram(telegramId)),
    byId,
    named: (search) =>
      store
        .all(store.query.selectFrom('users as u').select('u.id').where(isNamed(search)))
        .map(({ id }) => id),
    require(userId) {
      const person = byId(userId);
      if (!person) throw new DiwanError('not_registered');
      return person;
    },
    operator: (organizationId) => operatorFor(store, organizationId),
  };
}

const personQuery = (store: ManagerStore) =>
  store.query
    .selectFrom('users as u')
    .leftJoin('organization_members as m', 'm.user_id', 'u.id')
    .leftJoin('organizations as o', 'o.id', 'm.organization_id')
    .select([
      'u.id',
      'u.telegram_id',
      'u.name',
      'u.username',
      'u.language',
      'u.selected_database_id',
      'm.role',
      'o.id as organization_id',
      'o.name as organization_name',
      'o.slug',
      'u.last_seen_at',
      'u.unreachable_at',
    ]);

type PersonRow = Awaited<ReturnType<ReturnType<typeof personQuery>['execute']>>[number];

const toKnown = (row: PersonRow, person: Person): Known => ({
  person,
  lastSeenAt: row.last_seen_at,
  unreachable: row.unreachable_at !== null,
});

function toPerson(row: PersonRow, admins: ReadonlySet<number>): Person {
  const { organization_id: id, organization_name: name, slug } = row;
  return {
    id: row.id,
    telegramId: row.telegram_id,
    name: row.name,
    username: row.username,
    language: row.language,
    role: row.role ?? 'standalone',
    admin: row.telegram_id !== null && admins.has(row.telegram_id),
    organization: id === null || name === null || slug === null ? null : { id, name, slug },
    selectedDatabaseId: row.selected_database_id,
  };
}

function operatorFor(store: ManagerStore, organizationId: number | null): Actor {
  if (organizationId === null)
    return { id: null, role: 'standalone', admin: true, organization: null };
  const organization = store.first(
    store.query
      .selectFrom('organizations')
      .select(['id', 'name', 'slug'])
      .where('id', '=', organizationId)
      .where('closed_at', 'is', null),
  );
  if (!organization) throw new DiwanError('not_found', { params: { what: 'organization' } });
  return { id: null, role: 'owner', admin: true, organization };
}

/** @throws DiwanError `not_in_organization` */
export function organizationOf(actor: Pick<Actor, 'organization'>): OrganizationRef {
  if (!actor.organization) throw new DiwanError('not_in_organization');
  return actor.organization;
}
