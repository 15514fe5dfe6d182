import { DiwanError } from '../lib/errors.ts';
import type { Nanodollars } from '../lib/money.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { SpendScope } from '../store/costs/tables.ts';
import type { Payer } from './call.ts';
import { scopesOf } from './settling.ts';

export interface Budget {
  scope: SpendScope;
  scopeId: number;
  period: 'day' | 'month';
  /** Nanodollars a UTC day or calendar month. */
  amount: Nanodollars;
}

/** Money set aside for a question until it is settled. */
export interface Reservation extends Disposable {
  /**
   * Sets more aside, for a repair. Waits for others to settle, unless all of them wait for more
   * themselves; rejects with `budget_exhausted` when it can not fit.
   */
  grow(amount: Nanodollars): Promise<void>;
}

export interface Budgets {
  /**
   * Sets the worst case of a question aside in every budget its payer has. Waits while money is
   * only set aside by others; rejects with `budget_exhausted` once it is really spent.
   * @param day the UTC day it is billed on: a question that outlives its day still has to fit there
   */
  reserve(
    payer: Payer,
    amount: Nanodollars,
    signal: AbortSignal,
    day?: string,
  ): Promise<Reservation>;
  /** True when a budget counts this payer: an unknown price is then refused. */
  limits(payer: Payer): boolean;
  /** Those of one scope. */
  of(scope: SpendScope, scopeId: number): readonly Budget[];
  list(): (Budget & { spent: Nanodollars; reserved: Nanodollars })[];
  set(budget: Budget): void;
  remove(budget: Omit<Budget, 'amount'>): void;
}

interface Held {
  payer: Payer;
  day: string;
  amount: Nanodollars;
  /** Wants more, and gives nothing back before it has it. */
  growing: boolean;
}

/**
 * `today` gives the UTC day, `YYYY-MM-DD`. Reservations live in memory: calls that a crash cut off
 * stand in the journal and are billed at their worst before the next question is admitted.
 * `refused` hears of each budget that had no room for somebody.
 */
export function createBudgets(
  store: CostsStore,
  today: () => string,
  refused: (budget: Budget) => void = () => undefined,
): Budgets {
  const spentDay = store.prepare<{ sum: number | null }, [string, number, string, string]>(
    'SELECT sum(cost) AS sum FROM spend WHERE scope = ? AND scope_id = ? AND day >= ? AND day <= ?',
  );
  let budgets = load(store);
  const held = new Set<Held>();
  let wake = Promise.withResolvers<void>();

  const spent = ({ scope, scopeId, period }: Budget, day: string): Nanodollars => {
    const { from, to } = spanOf(period, day);
    return spentDay.first(scope, scopeId, from, to)?.sum ?? 0;
  };
  const reserved = (budget: Budget, day: string): Nanodollars =>
    [...held].reduce((sum, one) => sum + (counts(budget, day, one) ? one.amount : 0), 0);

  /** The budget that leaves no room, and whether room may still come back. */
  const obstacle = (mine: Held, amount: Nanodollars) => {
    for (const budget of ofPayer(budgets, mine.payer)) {
      const used = spent(budget, mine.day);
      const aside = reserved(budget, mine.day);
      if (used + aside + amount <= budget.amount) continue;
      const tooMuch = used + mine.amount + amount > budget.amount;
      return { budget, final: tooMuch || (mine.growing && !othersEnd(mine, budget)) };
    }
    return null;
  };
  const othersEnd = (mine: Held, budget: Budget): boolean =>
    [...held].some((one) => one !== mine && !one.growing && counts(budget, mine.day, one));

  // Found room is taken in the same breath: others wake up at the same moment.
  const take = async (mine: Held, amount: Nanodollars, signal: AbortSignal) => {
    for (;;) {
      signal.throwIfAborted();
      const found = obstacle(mine, amount);
      if (!found) break;
      if (found.final) {
        refused(found.budget);
        throw exhausted(found.budget);
      }
      await Promise.race([wake.promise, aborted(signal)]);
    }
    mine.amount += amount;
    held.add(mine);
  };
  const grow = async (mine: Held, more: Nanodollars, signal: AbortSignal) => {
    mine.growing = true;
    await take(mine, more, signal).finally(() => {
      mine.growing = false;
    });
  };

  const release = (mine: Held) => {
    held.delete(mine);
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };

  return {
    reserve: async (payer, amount, signal, day = today()) => {
      const mine: Held = { payer, day, amount: 0, growing: false };
      await take(mine, amount, signal);
      return {
        grow: (more) => grow(mine, more, signal),
        [Symbol.dispose]: () => release(mine),
      };
    },
    of: (scope, scopeId) => budgets.get(nameOf(scope, scopeId)) ?? [],
    limits: (payer) => ofPayer(budgets, payer).length > 0,
    list: () => {
      const day = today();
      return [...budgets.values()].flat().map((budget) => ({
        ...budget,
        spent: spent(budget, day),
        reserved: reserved(budget, day),
      }));
    },
    set: (budget) => {
      save(store, budget, today());
      budgets = load(store);
      wake.resolve();
      wake = Promise.withResolvers<void>();
    },
    remove: (budget) => {
      store.run(
        store.query
          .deleteFrom('budgets')
          .where('scope', '=', budget.scope)
          .where('scope_id', '=', budget.scopeId)
          .where('period', '=', budget.period),
      );
      budgets = load(store);
      wake.resolve();
      wake = Promise.withResolvers<void>();
    },
  };
}

/** By scope and its id: thousands of channels may have one each. */
type ByScope = ReadonlyMap<string, Budget[]>;

const nameOf = (scope: SpendScope, id: number): string => `${scope} ${id}`;

const load = (store: CostsStore): ByScope =>
  Map.groupBy(
    store.all(
      store.query
        .selectFrom('budgets')
        .select(['scope', 'scope_id as scopeId', 'period', 'amount']),
    ),
    ({ scope, scopeId }) => nameOf(scope, scopeId),
  );

const ofPayer = (budgets: ByScope, payer: Payer): Budget[] =>
  budgets.size === 0
    ? []
    : scopesOf(payer).flatMap(([scope, id]) => budgets.get(nameOf(scope, id)) ?? []);

/** The days of a budget's period around a UTC day, both included; no month has more than these. */
export function spanOf(period: Budget['period'], day: string): { from: string; to: string } {
  if (period === 'day') return { from: day, to: day };
  const month = day.slice(0, 7);
  return { from: `${month}-01`, to: `${month}-31` };
}

/** Whether what is held for somebody weighs on the budget's period around a day. */
const counts = (budget: Budget, day: string, held: Held): boolean =>
  spanOf(budget.period, day).from === spanOf(budget.period, held.day).from &&
  scopesOf(held.payer).some(([scope, id]) => scope === budget.scope && id === budget.scopeId);

const exhausted = (budget: Budget): DiwanError =>
  new DiwanError('budget_exhausted', { params: { scope: budget.scope, period: budget.period } });

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

function save(store: CostsStore, budget: Budget, day: string): void {
  const row = {
    scope: budget.scope,
    scope_id: budget.scopeId,
    period: budget.period,
    amount: budget.amount,
    warned_for: null,
    changed_at: day,
  };
  store.run(
    store.query
      .insertInto('budgets')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['scope', 'scope_id', 'period']).doUpdateSet({
          amount: budget.amount,
          changed_at: day,
          warned_percent: 0,
        }),
      ),
  );
}
