import type { z } from 'zod';
import type { ActivityQuery } from '../../../preload/contract/activity.ts';
import type { activity } from '../../../preload/contract/entries/activity.ts';
import { activityCsv, activityJson } from '../../audit/export.ts';
import type { ActivityFilter } from '../../audit/search.ts';
import { verifyActivity } from '../../audit/verify.ts';
import { isoTime } from '../../lib/clock.ts';
import { organizationOf } from '../../people/person.ts';
import { requireAllowed } from '../../people/policy.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

type Deps = Pick<HandlerDeps, 'audit' | 'people' | 'clock' | 'manager'>;

const mostExported = 20_000;

export const activityHandlers = (deps: Deps): HandlersOf<typeof activity> => {
  const { audit, people, clock } = deps;
  return {
    'activity.search': (caller, query) =>
      audit.activity.search(filterFor(deps, caller, query)).map((item) => ({
        ...item,
        userName: item.userId === null ? null : (people.persons.byId(item.userId)?.name ?? null),
      })),
    'activity.count': (caller, query) => audit.activity.count(filterFor(deps, caller, query)),
    'activity.export': (caller, { format, ...query }) => {
      const filter = filterFor(deps, caller, { ...query, limit: mostExported });
      const items = audit.activity.search(filter);
      const name = `activity-${isoTime(clock).slice(0, 10)}`;
      return format === 'json'
        ? { name: `${name}.json`, type: 'application/json', text: activityJson(items) }
        : { name: `${name}.csv`, type: 'text/csv;charset=utf-8', text: activityCsv(items) };
    },
    'activity.verify': () => {
      audit.activity.flush();
      return verifyActivity(deps.manager, audit.key);
    },
  };
};

/** The caller's own organisation; everything only for an operator who has chosen none. */
function filterFor(
  { people }: Deps,
  caller: Caller,
  query: z.output<typeof ActivityQuery>,
): ActivityFilter {
  const given = Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  );
  const filter: ActivityFilter = { limit: query.limit, ...given };
  if (caller.access === 'operator' && caller.organizationId === null) return filter;
  const actor = actorOf(people.persons, caller);
  requireAllowed(actor, 'manageOrganization');
  return { ...filter, organizationId: organizationOf(actor).id };
}
