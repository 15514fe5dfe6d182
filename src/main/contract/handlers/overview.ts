import type { Figures, overview } from '../../../preload/contract/entries/overview.ts';
import type { CostScope } from '../../costs/analytics.ts';
import { isoTime } from '../../lib/clock.ts';
import type { Actor } from '../../people/person.ts';
import { allowed } from '../../people/policy.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlersOf } from '../dispatch.ts';
import { budgetStates } from './budgets.ts';
import type { HandlerDeps } from './deps.ts';
import { healthOf } from './health.ts';
import { questionItems } from './questions.ts';

export const overviewHandlers = (deps: HandlerDeps): HandlersOf<typeof overview> => ({
  'overview.figures': (caller) => figures(deps, caller),
  'overview.health': (caller) => healthOf(deps, caller),
  'overview.questions': (caller, { before, limit }) => {
    const { organization } = actorOf(deps.people.persons, caller);
    if (!organization) return [];
    const more = before === undefined ? {} : { before };
    const filter = { organizationId: organization.id, limit, ...more };
    return questionItems(deps, caller, deps.conversations.list(filter));
  },
});

const dayMs = 86_400_000;
const nothing = {
  today: { questions: 0, failed: 0, cost: 0 },
  month: { questions: 0, cost: 0, forecast: 0 },
  trend: [],
};

function figures(deps: HandlerDeps, caller: Caller): Figures {
  const actor = actorOf(deps.people.persons, caller);
  const whole = allowed(actor.role, 'viewOrganizationCosts');
  const scope = scopeOf(actor, whole);
  const list = deps.databases.catalogue.list(actor);
  const failing = list.filter(({ status }) => status === 'failing').length;
  return {
    scope: whole ? 'organization' : 'own',
    organization: actor.organization && deps.people.organizations.info(actor),
    ...(scope ? spending(deps, scope) : nothing),
    budget: whole ? monthBudget(deps, actor) : null,
    databases: { ok: list.length - failing, failing },
    openCases: whole ? deps.databases.cases.list(actor, { open: true, limit: 1 }).total : 0,
  };
}

function scopeOf(actor: Actor, whole: boolean): CostScope | null {
  if (whole && actor.organization) return { organizationId: actor.organization.id };
  return actor.id === null ? null : { userId: actor.id };
}

function spending({ analytics, clock }: HandlerDeps, scope: CostScope) {
  const today = isoTime(clock).slice(0, 10);
  const day = analytics.overview(scope, { from: today, to: today });
  const month = analytics.overview(scope, { from: `${today.slice(0, 7)}-01`, to: today });
  const from = new Date(clock.now() - 29 * dayMs).toISOString().slice(0, 10);
  return {
    today: { questions: day.questions, failed: day.failed, cost: day.cost },
    month: {
      questions: month.questions,
      cost: month.cost,
      forecast: analytics.forecast(scope, today).forecast,
    },
    trend: analytics.trend(scope, { from, to: today }),
  };
}

const monthBudget = (deps: HandlerDeps, actor: Actor) =>
  budgetStates(deps, actor).find(
    ({ scope, period }) => scope === 'organization' && period === 'month',
  ) ?? null;
