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

type Deps = Pick<HandlerDeps, 'people' | 'budgets' | 'prices' | 'clock'>;
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
});

/** The organisation's and its people's; the appliance's too for the operator. */
export function budgetStates(
  { people, budgets }: Pick<HandlerDeps, 'people' | 'budgets'>,
  actor: Actor,
): BudgetState[] {
  return budgets
    .list()
    .flatMap(({ scope, scopeId, period, amount, spent, reserved }): BudgetState[] => {
      const state = { period, amount, spent, reserved, userId: null, userName: null };
      if (scope === 'appliance')
        return actor.admin && actor.id === null ? [{ ...state, scope }] : [];
      if (scope === 'organization')
        return scopeId === actor.organization?.id ? [{ ...state, scope }] : [];
      if (scope !== 'user') return [];
      const person = people.persons.byId(scopeId);
      if (!person || person.organization?.id !== actor.organization?.id) return [];
      return [{ ...state, scope, userId: person.id, userName: person.name }];
    });
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
