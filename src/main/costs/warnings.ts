import type { Events } from '../lib/events.ts';
import type { Nanodollars } from '../lib/money.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { SpendScope } from '../store/costs/tables.ts';
import { spanOf } from './budgets.ts';
import type { Payer } from './call.ts';
import type { CostEvents } from './events.ts';
import { scopesOf } from './settling.ts';

/** Shares of a budget at which somebody is told, percent. */
const levels = [100, 80, 50] as const;

interface Row {
  period: 'day' | 'month';
  amount: Nanodollars;
  warned_percent: number;
  warned_for: string | null;
}

/**
 * Tells once a period when 50, 80 and 100 % of a budget are spent, also across restarts; 100 too
 * when somebody was refused before: a question's worst case may not fit into what is left. `today`
 * gives the UTC day, `YYYY-MM-DD`; `limits` whether any budget counts a payer.
 */
export function warnOfBudgets(
  store: CostsStore,
  events: Events<CostEvents>,
  today: () => string,
  limits: (payer: Payer) => boolean = () => true,
): Disposable {
  const find = store.prepare<Row, [SpendScope, number]>(
    'SELECT period, amount, warned_percent, warned_for FROM budgets WHERE scope = ? AND scope_id = ?',
  );
  const spend = store.prepare<{ sum: number | null }, [SpendScope, number, string, string]>(
    'SELECT sum(cost) AS sum FROM spend WHERE scope = ? AND scope_id = ? AND day BETWEEN ? AND ?',
  );
  const remember = store.prepare<never, [number, string, SpendScope, number, string]>(
    `UPDATE budgets SET warned_percent = ?, warned_for = ?
     WHERE scope = ? AND scope_id = ? AND period = ?`,
  );
  const judge = (scope: SpendScope, scopeId: number, budget: Row, full = false): void => {
    const { period, amount } = budget;
    const { from, to } = spanOf(period, today());
    const spent = spend.first(scope, scopeId, from, to)?.sum ?? 0;
    const percent = full ? 100 : levels.find((level) => spent * 100 >= amount * level);
    const told = budget.warned_for === from ? budget.warned_percent : 0;
    if (percent === undefined || percent <= told) return;
    remember.run(percent, from, scope, scopeId, period);
    events.emit('budget.warned', { scope, scopeId, period, percent, spent, amount });
  };
  const warn = (payer: Payer): void => {
    if (!limits(payer)) return;
    for (const [scope, scopeId] of scopesOf(payer))
      for (const budget of find.all(scope, scopeId)) judge(scope, scopeId, budget);
  };
  const listening = new DisposableStack();
  listening.use(events.on('question.settled', warn));
  listening.use(
    events.on('budget.refused', ({ scope, scopeId, period }) => {
      for (const budget of find.all(scope, scopeId))
        if (budget.period === period) judge(scope, scopeId, budget, true);
    }),
  );
  return listening;
}
