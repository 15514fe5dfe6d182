import type { Period, UserCosts } from '../../../preload/contract/costs.ts';
import type { costs, Usage } from '../../../preload/contract/entries/costs.ts';
import type { CostScope } from '../../costs/analytics.ts';
import { isoTime } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import { dollars } from '../../lib/money.ts';
import { organizationOf } from '../../people/person.ts';
import { requireAllowed } from '../../people/policy.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlersOf } from '../dispatch.ts';
import { csvFile } from './csv.ts';
import type { HandlerDeps } from './deps.ts';
import { questionItems } from './questions.ts';

type Deps = Pick<HandlerDeps, 'people' | 'analytics' | 'clock' | 'conversations' | 'databases'>;

export const costHandlers = (deps: Deps): HandlersOf<typeof costs> => {
  const { people, conversations } = deps;
  const organization = (caller: Caller): number => {
    const actor = actorOf(people.persons, caller);
    requireAllowed(actor, 'viewOrganizationCosts');
    return organizationOf(actor).id;
  };
  return {
    'costs.report': (caller, { period }) =>
      usageOf(deps, { organizationId: organization(caller) }, period),
    'costs.people': async (caller, { period, offset, limit, search }) => {
      const id = organization(caller);
      const among = search === '' ? undefined : new Set(people.persons.named(search));
      const found = await deps.analytics.byUser(id, period, { offset, limit, among });
      return { ...found, people: found.people.map((one) => named(deps, one)) };
    },
    'costs.export': (caller, { period, view }) => {
      const pages = exportPages(deps, organization(caller), period, view);
      return csvFile(`costs-${view}-${period.from}-${period.to}`, pages);
    },
    'usage.report': (caller, { period }) => usageOf(deps, { userId: self(caller) }, period),
    'usage.history': (caller, { before, limit }) => {
      const filter = { userId: self(caller), limit, ...(before === undefined ? {} : { before }) };
      return questionItems(deps, caller, conversations.list(filter));
    },
  };
};

/** The operator is nobody in particular. */
function self({ userId }: Caller): number {
  if (userId === null) throw new DiwanError('not_registered');
  return userId;
}

function usageOf({ analytics, clock }: Deps, scope: CostScope, period: Period): Usage {
  return {
    overview: analytics.overview(scope, period),
    byModel: analytics.byModel(scope, period),
    byStage: analytics.byStage(scope, period),
    bySide: analytics.bySide(scope, period),
    trend: analytics.trend(scope, period),
    forecast: analytics.forecast(scope, isoTime(clock).slice(0, 10)),
  };
}

const named = ({ people }: Deps, one: Omit<UserCosts, 'name'>): UserCosts => ({
  ...one,
  name: people.persons.byId(one.userId)?.name ?? `#${one.userId}`,
});

type Row = Record<string, string | number | null>;

async function* exportPages(deps: Deps, organizationId: number, period: Period, view: string) {
  if (view !== 'people') yield exportRows(deps, { organizationId }, period, view).map(inDollars);
  else
    for await (const some of deps.analytics.allUsers(organizationId, period))
      yield some.map((one) => inDollars({ ...named(deps, one) }));
}

function exportRows({ analytics }: Deps, scope: CostScope, period: Period, view: string): Row[] {
  if (view === 'models') return analytics.byModel(scope, period);
  if (view === 'stages') return analytics.byStage(scope, period);
  if (view === 'sides') return analytics.bySide(scope, period);
  if (view === 'days') return analytics.trend(scope, period);
  return [{ from: period.from, to: period.to, ...analytics.overview(scope, period) }];
}

const inDollars = ({ cost, ...row }: Row): Row => ({
  ...row,
  cost_usd: typeof cost === 'number' ? dollars(cost) : null,
});
