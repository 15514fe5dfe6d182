import type { Language } from '../../preload/contract/answer.ts';
import type { CostEvents } from '../costs/events.ts';
import { say } from '../lib/i18n.ts';
import { formatMoney } from '../lib/locale.ts';
import type { Log } from '../lib/log.ts';

export interface Recipient {
  telegramId: number | null;
  language: Language;
}

export interface BudgetNoticeDeps {
  /** Who is told of a budget of this scope. */
  recipients(warned: CostEvents['budget.warned']): readonly Recipient[];
  language: () => Language;
  notify(title: string, body: string): void;
  send(telegramId: number, text: string): Promise<void>;
  log: Log;
}

/** Tells of a budget that is half, nearly or wholly spent those who can raise it. */
export const createBudgetNotices =
  (deps: BudgetNoticeDeps) =>
  (warned: CostEvents['budget.warned']): void => {
    deps.notify('Diwan', budgetSentence(deps.language(), warned));
    for (const { telegramId, language } of deps.recipients(warned)) {
      if (telegramId === null) continue;
      deps.send(telegramId, budgetSentence(language, warned)).catch((error: unknown) => {
        deps.log.warn({ error, scope: warned.scope }, 'a budget warning was not sent');
      });
    }
  };

export const budgetSentence = (
  language: Language,
  { scope, period, percent, spent, amount }: CostEvents['budget.warned'],
): string =>
  say(language, percent === 100 && spent < amount ? 'health.budgetFull' : 'health.budget', {
    percent,
    period: say(language, `health.period.${period}`),
    whose: say(language, `health.whose.${scope}`),
    spent: formatMoney(language, spent),
    amount: formatMoney(language, amount),
  });
