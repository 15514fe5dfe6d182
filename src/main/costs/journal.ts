import { z } from 'zod';
import { Stage, Usage } from '../../preload/contract/answer.ts';
import type { Log } from '../lib/log.ts';
import { noUsage } from '../model/usage.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { GroupCommit } from '../store/group-commit.ts';
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
 * Model calls under way. A call is written before it is made and again soon after it ended, so that
 * a killed process forgets no money; the settlement of its question clears it.
 */
export interface Journal {
  /** Resolves with the call's id once it is written: only then it may be made. */
  open(call: NewCall): Promise<number>;
  /** Ends are written a moment later: most are settled by then, and need no writing. */
  close(id: number, end: Ended): void;
  /** Takes a question's calls out, within the transaction that settles it. */
  clear(requestKey: string): void;
  /** Once that transaction is on the disk. */
  settled(requestKey: string): void;
  /** What an earlier process left behind, one conversation for each question's key. */
  leftovers(): { requestKey: string; conversation: Conversation }[];
}

type Ended = Pick<Call, 'usage' | 'cost' | 'elapsedMs' | 'outcome'>;

/** How long a call's end may stay unwritten; a process killed before bills it at its worst. */
const endsWrittenMs = 50;

interface OpenCallRow {
  id: number;
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

const lastIdSql = 'SELECT max(id) AS id FROM open_calls';

/** @param group the store's own, so that calls begun and questions settled share a transaction */
export function createJournal(
  store: CostsStore,
  group: GroupCommit,
  log?: Pick<Log, 'warn'>,
): Journal {
  const insert = store.prepare<never, unknown[]>(
    `INSERT INTO open_calls (id, request_key, context, stage, attempt, model, price, worst_cost, started_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = store.prepare<never, unknown[]>(
    'UPDATE open_calls SET usage = ?, cost = ?, elapsed_ms = ?, outcome = ? WHERE id = ?',
  );
  const remove = store.prepare<never, [number]>('DELETE FROM open_calls WHERE id = ?');
  const all = store.prepare<OpenCallRow, []>('SELECT * FROM open_calls ORDER BY id');

  const write = (id: number, { price, ...call }: NewCall) =>
    insert.run(
      id,
      call.requestKey,
      JSON.stringify(call.context),
      call.stage,
      call.attempt,
      call.model,
      price && JSON.stringify(price),
      call.worstCost,
      call.startedAt,
    );

  const ends = new Map<number, Ended>();
  const open = new Map<string, number[]>();
  let lastId = store.prepare<{ id: number | null }, []>(lastIdSql).first()?.id ?? 0;
  let due = false;
  /** Returns which of them there were: to be forgotten once the transaction stands. */
  const writeEnds = (ids: readonly number[]): number[] => {
    const ended = ids.filter((id) => ends.has(id));
    for (const id of ended) {
      const end = ends.get(id);
      if (end)
        update.run(JSON.stringify(end.usage), end.cost, Math.round(end.elapsedMs), end.outcome, id);
    }
    return ended;
  };
  const forget = (ids: readonly number[]) => {
    for (const id of ids) ends.delete(id);
  };
  const writeSoon = () => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      // The store may have been closed in between, everything settled.
      if (ends.size === 0 || !store.file.open) return;
      try {
        forget(store.relaxed(() => writeEnds([...ends.keys()])));
      } catch (error) {
        // The settlement writes them, or the next start bills them at their worst.
        log?.warn({ error, calls: ends.size }, 'the ends of model calls could not be written yet');
      }
    }, endsWrittenMs).unref();
  };

  return {
    open: async (call) => {
      lastId += 1;
      const id = lastId;
      const before = open.get(call.requestKey) ?? [];
      open.set(call.requestKey, [...before, id]);
      const begin = () => {
        const ended = writeEnds(before);
        write(id, call);
        return ended;
      };
      forget(await group.run(begin, { durable: false }));
      return id;
    },
    close: (id, end) => {
      ends.set(id, end);
      writeSoon();
    },
    clear: (requestKey) => {
      for (const id of open.get(requestKey) ?? []) remove.run(id);
    },
    settled: (requestKey) => {
      forget(open.get(requestKey) ?? []);
      open.delete(requestKey);
    },
    leftovers: () => {
      writeEnds([...ends.keys()]);
      const byKey = Map.groupBy(all.all(), (row) => row.request_key);
      return [...byKey].map(([requestKey, rows]) => {
        const ids = rows.map(({ id }) => id);
        open.set(requestKey, ids);
        return { requestKey, conversation: interrupted(rows) };
      });
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
const Outcome = z.enum(['ok', 'error', 'cancelled', 'unknown']);

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
