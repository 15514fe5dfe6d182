import type { z } from 'zod';
import type { BudgetKey, BudgetState, budgets } from '../../../preload/contract/entries/budgets.ts';
import { isoTime } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import { type Actor, organizationOf } from '../../people/person.ts';
import { requireAllowed } from '../../people/policy.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

type Deps = Pick<HandlerDeps, 'people' | 'budgets' | 'prices' | 'clock' | 'programs'>;
type Key = z.output<typeof BudgetKey>;

export const budgetHandlers = (deps: Deps): HandlersOf<typeof budgets> => ({
  'budgets.list': (caller) => budgetStates(deps, actorOf(deps.people.persons, caller)),
  'budgets.set': (caller, { amount, ...key }) => {
    deps.budgets.set({ ...placeOf(deps, caller, key), amount });
    return {};
  },
  'budgets.remove': (caller, key) => {
    deps.budgets.remove(placeOf(deps, caller, key));
    return {};
  },
  'prices.list': () =>
    deps.prices.list().map(({ model, validFrom, input, cachedInput, output, source }) => ({
      ...{ model, validFrom, input, cachedInput, output, source },
    })),
  'prices.set': (_caller, price) => {
    deps.prices.set({ ...price, validFrom: isoTime(deps.clock) });
    return {};
  },
  'prices.takeBack': (_caller, { model }) => {
    deps.prices.takeBack(model);
    return {};
  },
});

/** The organisation's, its people's and its channels'; the appliance's too for the operator. */
export const budgetStates = (
  deps: Pick<HandlerDeps, 'people' | 'budgets' | 'programs'>,
  actor: Actor,
): BudgetState[] =>
  deps.budgets.list().flatMap((budget): BudgetState[] => {
    const { scope, scopeId, period, amount, spent, reserved } = budget;
    const whose = whoseOf(deps, actor, scope, scopeId);
    return whose ? [{ ...nobody, ...whose, period, amount, spent, reserved }] : [];
  });

const nobody = { userId: null, userName: null, channelId: null, channelTitle: null };
type Whose = Pick<BudgetState, 'scope'> & Partial<BudgetState>;

/** Null for what is not the actor's to see. */
function whoseOf(
  { people, programs }: Pick<HandlerDeps, 'people' | 'programs'>,
  { admin, id, organization }: Actor,
  scope: string,
  scopeId: number,
): Whose | null {
  const operator = admin && id === null;
  const own = organization?.id;
  if (scope === 'appliance') return operator ? { scope } : null;
  if (scope === 'organization') return scopeId === own ? { scope } : null;
  if (scope === 'user') {
    const person = people.persons.byId(scopeId);
    const here = person && person.organization?.id === own;
    return here ? { scope, userId: person.id, userName: person.name } : null;
  }
  const channel = scope === 'channel' && programs.registry.known(scopeId)?.row;
  if (!channel) return null;
  const everyones = channel.organization_id === null && operator;
  const seen = everyones || channel.organization_id === own;
  return seen ? { scope: 'channel', channelId: scopeId, channelTitle: channel.title } : null;
}

/** @throws DiwanError `not_allowed`, `not_found` for a person of elsewhere */
function placeOf({ people }: Deps, caller: Caller, { scope, userId, period }: Key) {
  const actor = actorOf(people.persons, caller);
  if (scope === 'appliance') {
    if (caller.access !== 'operator')
      throw new DiwanError('not_allowed', { params: { action: 'administer' } });
    return { scope, scopeId: 0, period };
  }
  requireAllowed(actor, 'manageOrganization');
  const { id } = organizationOf(actor);
  if (scope === 'organization') return { scope, scopeId: id, period };
  const person = userId === null ? null : people.persons.byId(userId);
  if (person?.organization?.id !== id)
    throw new DiwanError('not_found', { params: { what: 'member' } });
  return { scope, scopeId: person.id, period };
}
