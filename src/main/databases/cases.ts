import { type AnswerCase, CaseInput } from '../../preload/contract/databases.ts';
import { Page } from '../../preload/contract/people.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import { parseInput } from '../lib/input.ts';
import { type Actor, organizationOf } from '../people/person.ts';
import { requireAllowed } from '../people/policy.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { DatabaseEvents } from './events.ts';
import { requireVisible, viewerOf } from './visibility.ts';

/** Answers people were not content with, for their organisation's owner to look at. */
export interface Cases {
  report(actor: Actor & { id: number }, input: CaseInput): number;
  /** Open ones first, the newest first; `open` leaves the resolved ones out. */
  list(actor: Actor, query?: Page & { open?: boolean }): { total: number; cases: AnswerCase[] };
  resolve(actor: Actor, caseId: number): void;
}

export interface CasesDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<DatabaseEvents>;
}

export function createCases({ store, clock, events }: CasesDeps): Cases {
  const owned = (actor: Actor): number => {
    requireAllowed(actor, 'manageOrganizationDatabases');
    return organizationOf(actor).id;
  };
  return {
    report(actor, input) {
      const given = parseInput(CaseInput, input);
      if (given.databaseId !== null) requireVisible(store, viewerOf(actor), given.databaseId);
      const organizationId = actor.organization?.id ?? null;
      const { lastId } = store.run(
        store.query.insertInto('answer_cases').values({
          conversation_id: given.conversationId,
          database_id: given.databaseId,
          user_id: actor.id,
          organization_id: organizationId,
          reason: given.reason || null,
          created_at: isoTime(clock),
        }),
      );
      events.emit('case.opened', { organizationId });
      return lastId;
    },
    list(actor, { open = false, ...query } = {}) {
      return readCases(store, owned(actor), open, parseInput(Page, query));
    },
    resolve(actor, caseId) {
      const cases = store.query
        .updateTable('answer_cases')
        .set({ resolved_at: isoTime(clock) })
        .where('organization_id', '=', owned(actor));
      if (store.run(cases.where('id', '=', caseId)).changes === 0)
        throw new DiwanError('not_found', { params: { what: 'case' } });
    },
  };
}

function readCases(
  store: ManagerStore,
  organizationId: number,
  open: boolean,
  page: { offset: number; limit: number },
): { total: number; cases: AnswerCase[] } {
  const every = store.query
    .selectFrom('answer_cases as c')
    .innerJoin('users as u', 'u.id', 'c.user_id')
    .where('c.organization_id', '=', organizationId);
  const found = open ? every.where('c.resolved_at', 'is', null) : every;
  const total = store.first(found.select((eb) => eb.fn.countAll<number>().as('count')))?.count;
  const cases = store.all(
    found
      .select(['c.id', 'c.conversation_id as conversationId', 'c.database_id as databaseId'])
      .select(['c.user_id as userId', 'u.name as userName', 'c.reason'])
      .select(['c.created_at as createdAt', 'c.resolved_at as resolvedAt'])
      .orderBy((eb) => eb('c.resolved_at', 'is not', null))
      .orderBy('c.id', 'desc')
      .limit(page.limit)
      .offset(page.offset),
  );
  return { total: total ?? 0, cases };
}
