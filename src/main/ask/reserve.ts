import type { Reservation } from '../costs/budgets.ts';
import type { Payer } from '../costs/call.ts';
import { isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { costOf, type Nanodollars, type TokenPrice } from '../lib/money.ts';
import { worstCase } from '../model/estimate.ts';
import type { ModelRequest } from '../model/model.ts';
import { explainOutputTokens } from './explaining.ts';
import type { AskTools } from './tools.ts';

/** Input of an explanation at its largest: prompts and 12,000 characters of rows at 1.8 a token. */
const explainInputTokens = 8_000;

type Tools = Pick<AskTools, 'budgets' | 'prices' | 'clock'>;

/**
 * The most one request can cost; 0 where no budget counts the payer.
 * @throws DiwanError `model_price_unknown` where one does: a guess could overspend it.
 */
export function worstOf(tools: Tools, payer: Payer, request: ModelRequest): Nanodollars {
  const price = priceFor(tools, payer, request.model);
  return price ? worstCase(request, price) : 0;
}

/**
 * Sets aside what a question's plan and a usual explanation can cost at most.
 * @param day the UTC day the question is billed on
 */
export async function reserveQuestion(
  tools: Tools,
  { payer, day }: { payer: Payer; day: string },
  plan: ModelRequest,
  answerModel: string,
  signal: AbortSignal,
): Promise<{ reserved: Reservation; forAnswer: Nanodollars }> {
  const answerPrice = priceFor(tools, payer, answerModel);
  const usage = { input: explainInputTokens, cached: 0, output: explainOutputTokens, thinking: 0 };
  const forAnswer = answerPrice ? costOf(usage, answerPrice) : 0;
  const whole = worstOf(tools, payer, plan) + forAnswer;
  return { reserved: await tools.budgets.reserve(payer, whole, signal, day), forAnswer };
}

function priceFor(tools: Tools, payer: Payer, model: string): TokenPrice | null {
  if (!tools.budgets.limits(payer)) return null;
  const price = tools.prices.of(model, isoTime(tools.clock));
  if (!price) throw new DiwanError('model_price_unknown', { params: { model } });
  return price;
}
