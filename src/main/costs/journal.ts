import { z } from 'zod';
import { Stage, Usage } from '../../preload/contract/answer.ts';
import { noUsage } from '../model/usage.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { Call, Conversation } from './call.ts';

/** What a crashed question leaves to be settled with. */
const Context = z.object({
  userId: z.number().nullable(),
  organizationId: z.number().nullable(),
  channelId: z.number().nullable(),
  door: z.string(),
  chat: z.string(),
  databaseId: z.number().nullable(),
  question: z.string(),
});
export type CallContext = z.infer<typeof Context>;

export interface NewCall {
  requestKey: string;
  context: CallContext;
  stage: Call['stage'];
  attempt: number;
  model: string;
  price: Call['price'];
  /** Nanodollars: counts as spent while the call's end is unknown. */
  worstCost: number;
  startedAt: string;
}

/**
 * Model calls under way. A call is written before it is made and again when it ends, so that a
 * killed process forgets no money; the settlement of its question clears it.
 */
export interface Journal {
  open(call: NewCall): number;
  close(id: number, end: Pick<Call, 'usage' | 'cost' | 'elapsedMs' | 'outcome'>): void;
  clear(requestKey: string): void;
  /** What an earlier process left behind, one conversation for each question's key. */
  leftovers(): { requestKey: string; conversation: Conversation }[];
}

interface OpenCallRow {
  request_key: string;
  context: string;
  stage: string;
  attempt: number;
  model: string;
  price: string | null;
  worst_cost: number;
  usage: string | null;
  cost: number | null;
  started_at: string;
  elapsed_ms: number | null;
  outcome: string | null;
}

export function createJournal(store: CostsStore): Journal {
  const insert = store.prepare<{ id: number }, unknown[]>(
    `INSERT INTO open_calls (request_key, context, stage, attempt, model, price, worst_cost, started_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  );
  const update = store.prepare<never, unknown[]>(
    'UPDATE open_calls SET usage = ?, cost = ?, elapsed_ms = ?, outcome = ? WHERE id = ?',
  );
  const remove = store.prepare<never, [string]>('DELETE FROM open_calls WHERE request_key = ?');
  const all = store.prepare<OpenCallRow, []>('SELECT * FROM open_calls ORDER BY id');

  return {
    open: (call) =>
      store.relaxed(
        () =>
          insert.first(
            call.requestKey,
            JSON.stringify(call.context),
            call.stage,
            call.attempt,
            call.model,
            call.price && JSON.stringify(call.price),
            call.worstCost,
            call.startedAt,
          )?.id ?? 0,
      ),
    close: (id, end) => {
      store.relaxed(() =>
        update.run(JSON.stringify(end.usage), end.cost, Math.round(end.elapsedMs), end.outcome, id),
      );
    },
    clear: (requestKey) => {
      remove.run(requestKey);
    },
    leftovers: () => {
      const byKey = Map.groupBy(all.all(), (row) => row.request_key);
      return [...byKey].map(([requestKey, rows]) => ({
        requestKey,
        conversation: interrupted(rows),
      }));
    },
  };
}

function interrupted(rows: OpenCallRow[]): Conversation {
  const [first] = rows;
  if (!first) throw new RangeError('a question without calls');
  return {
    ...Context.parse(JSON.parse(first.context)),
    // Its own key stays free: the question itself may be asked anew.
    requestKey: `${first.request_key}#interrupted@${first.started_at}`,
    way: null,
    sql: null,
    text: null,
    outcome: 'interrupted',
    errorCode: null,
    rowCount: null,
    startedAt: first.started_at,
    elapsedMs: 0,
    calls: rows.map(toCall),
  };
}

const Price = z.object({ input: z.number(), cachedInput: z.number(), output: z.number() });
const Outcome = z.enum(['ok', 'error', 'cancelled']);

function toCall(row: OpenCallRow): Call {
  const ended = row.usage !== null;
  return {
    stage: Stage.parse(row.stage),
    attempt: row.attempt,
    model: row.model,
    price: row.price === null ? null : Price.parse(JSON.parse(row.price)),
    usage: ended ? Usage.parse(JSON.parse(row.usage ?? '')) : noUsage,
    cost: ended ? (row.cost ?? 0) : row.worst_cost,
    elapsedMs: row.elapsed_ms ?? 0,
    outcome: ended ? Outcome.parse(row.outcome) : 'unknown',
  };
}
