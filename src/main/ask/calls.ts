import type { StageReceipt } from '../../preload/contract/answer.ts';
import type { Call } from '../costs/call.ts';
import type { CallContext, Journal } from '../costs/journal.ts';
import type { Prices } from '../costs/prices.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { isDiwanError } from '../lib/errors.ts';
import { costOf } from '../lib/money.ts';
import { unheardUsage, worstCase } from '../model/estimate.ts';
import type { ModelReply, ModelRequest, Models } from '../model/model.ts';
import { ModelError } from '../model/model-error.ts';
import { addUsage, noUsage } from '../model/usage.ts';

export interface CallTools {
  models: Models;
  prices: Prices;
  journal: Journal;
  clock: Clock;
}

/** The model calls of one question: each journalled before it is made, and priced when it ends. */
export class MeteredCalls {
  readonly made: Call[] = [];
  readonly #tools: CallTools;
  readonly #requestKey: string;
  readonly #context: CallContext;

  constructor(tools: CallTools, requestKey: string, context: CallContext) {
    this.#tools = tools;
    this.#requestKey = requestKey;
    this.#context = context;
  }

  generate(request: ModelRequest): Promise<ModelReply> {
    return this.#meter(request, () => this.#tools.models.generate(request));
  }

  stream(request: ModelRequest, onText: (piece: string) => void): Promise<ModelReply> {
    return this.#meter(request, () => this.#tools.models.stream(request, onText));
  }

  async #meter(request: ModelRequest, make: () => Promise<ModelReply>): Promise<ModelReply> {
    const { clock, journal, prices } = this.#tools;
    const startedAt = isoTime(clock);
    const began = clock.monotonic();
    const price = prices.of(request.model, startedAt);
    const attempt = 1 + this.made.filter((call) => call.stage === request.stage).length;
    const id = await journal.open({
      requestKey: this.#requestKey,
      context: this.#context,
      stage: request.stage,
      attempt,
      model: request.model,
      price,
      worstCost: price ? worstCase(request, price) : 0,
      startedAt,
    });
    const end = (
      usage: Call['usage'],
      outcome: Call['outcome'],
      guess: Call['usage'] = noUsage,
    ) => {
      const cost = price ? costOf(addUsage(usage, guess), price) : 0;
      const elapsedMs = clock.monotonic() - began;
      journal.close(id, { usage, cost, elapsedMs, outcome });
      this.made.push({
        stage: request.stage,
        attempt,
        model: request.model,
        usage,
        price,
        cost,
        elapsedMs,
        outcome,
      });
    };
    try {
      const reply = await make();
      end(reply.usage, 'ok');
      return reply;
    } catch (error) {
      const { usage, unheardMs } = error instanceof ModelError ? error : nothingSpent;
      if (unheardMs !== null) end(usage, 'unknown', unheardUsage(request, unheardMs));
      else end(usage, isDiwanError(error, 'cancelled') ? 'cancelled' : 'error');
      throw error;
    }
  }
}

const nothingSpent = { usage: noUsage, unheardMs: null };

export const receiptOf = (call: Call): StageReceipt => ({
  stage: call.stage,
  attempt: call.attempt,
  model: call.model,
  usage: call.usage,
  cost: call.cost,
  elapsedMs: call.elapsedMs,
  outcome: call.outcome === 'unknown' ? 'error' : call.outcome,
});
