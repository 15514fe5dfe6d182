import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { ActivityItem, ActivityQuery } from '../../../preload/contract/activity.ts';
import type { activity } from '../../../preload/contract/entries/activity.ts';
import type { FilePart } from '../../../preload/contract/entries/file.ts';
import { activityCsv, activityJson } from '../../audit/export.ts';
import type { ActivityFilter } from '../../audit/search.ts';
import { verifyActivity } from '../../audit/verify.ts';
import { isoTime } from '../../lib/clock.ts';
import { organizationOf } from '../../people/person.ts';
import { requireAllowed } from '../../people/policy.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlersOf } from '../dispatch.ts';
import { csvType } from './csv.ts';
import type { HandlerDeps } from './deps.ts';

type Deps = Pick<HandlerDeps, 'audit' | 'people' | 'clock' | 'manager'>;

const exportedAtOnce = 1_000;

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
      const filter = filterFor(deps, caller, { ...query, limit: exportedAtOnce, offset: 0 });
      const name = `activity-${isoTime(clock).slice(0, 10)}`;
      return format === 'json'
        ? jsonFile(name, pagesOf(audit, filter))
        : activityCsvFile(name, pagesOf(audit, filter));
    },
    'activity.verify': () => {
      audit.activity.flush();
      return verifyActivity(deps.manager, audit.key);
    },
  };
};

/** From the newest on; what is noted meanwhile is not in it. */
function* pagesOf({ activity: log }: Deps['audit'], filter: ActivityFilter) {
  for (let before = filter.before; ; ) {
    const items = log.search(before === undefined ? filter : { ...filter, before });
    if (items.length > 0) yield items;
    if (items.length < filter.limit) return;
    before = items.at(-1)?.id;
  }
}

async function* activityCsvFile(
  name: string,
  pages: Iterable<ActivityItem[]>,
): AsyncGenerator<FilePart> {
  yield { part: 'head', name: `${name}.csv`, type: csvType };
  let first = true;
  for (const items of pages) {
    yield { part: 'text', text: activityCsv(items, first) };
    first = false;
    await setImmediate();
  }
}

async function* jsonFile(name: string, pages: Iterable<ActivityItem[]>): AsyncGenerator<FilePart> {
  yield { part: 'head', name: `${name}.json`, type: 'application/json' };
  let before = '[';
  for (const items of pages) {
    yield { part: 'text', text: `${before}${activityJson(items, before !== '')}` };
    before = '';
    await setImmediate();
  }
  yield { part: 'text', text: `${before}]\n` };
}

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
