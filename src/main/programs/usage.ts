import type { Nanodollars } from '../lib/money.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

/** One admitted request, however it ended. */
export interface UsedRequest {
  channelId: number;
  /** Null where none was shown: the try-it panel. */
  keyId: number | null;
  userId: string;
  /** When it came, UTC ISO-8601. */
  at: string;
  request: string | null;
  response: string | null;
  model: string;
  error: string | null;
  elapsedMs: number;
  input: number;
  output: number;
  cost: Nanodollars;
}

/** The usage log and its daily sums; every statistic reads the sums alone, see UseReport. */
export interface Usage {
  /** Within a transaction of the caller's. */
  record(used: UsedRequest): void;
  /** The newest requests of the last minute, at most so many, oldest first. */
  lastMinute(channelId: number, nowMs: number, most: number): { userId: string; ageMs: number }[];
  /** Deletes logs and messages of before these moments, a bounded number at a time. */
  prune(before: { logs: string | null; messages: string | null }): number;
}

/** Characters kept of a text. */
const keptText = 4_000;
const prunedAtOnce = 2_000;

export function createUsage(store: ManagerStore): Usage {
  const log = store.prepare<never, unknown[]>(
    `INSERT INTO usage_logs (channel_id, key_id, user_id, at, request, response, model, success,
       error, elapsed_ms, input, output, cost) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const add = store.prepare<never, unknown[]>(
    `INSERT INTO channel_usage VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET requests = requests + 1, failed = failed + excluded.failed,
       elapsed_ms = elapsed_ms + excluded.elapsed_ms, input = input + excluded.input,
       output = output + excluded.output, cost = cost + excluded.cost`,
  );
  const touchKey = store.prepare<never, [string, number]>(
    'UPDATE api_keys SET last_used_at = ? WHERE id = ?',
  );
  const recent = store.prepare<{ at: string; user_id: string }, [number, number, string]>(
    `SELECT at, user_id FROM (SELECT id, at, user_id FROM usage_logs WHERE channel_id = ?
       ORDER BY id DESC LIMIT ?) WHERE at > ? ORDER BY at`,
  );
  /** To the minute: not every request needs to write it. */
  const touched = new Map<number, string>();
  const touch = (keyId: number, at: string) => {
    const minute = at.slice(0, 16);
    if (touched.get(keyId) === minute) return;
    if (touched.size > 10_000) touched.clear();
    touched.set(keyId, minute);
    touchKey.run(at, keyId);
  };

  return {
    record(used) {
      const failed = used.error === null || used.error === 'cancelled' ? 0 : 1;
      const elapsed = Math.round(used.elapsedMs);
      log.run(
        used.channelId,
        used.keyId,
        used.userId,
        used.at,
        used.request?.slice(0, keptText) ?? null,
        used.response?.slice(0, keptText) ?? null,
        used.model,
        used.error === null ? 1 : 0,
        used.error,
        elapsed,
        used.input,
        used.output,
        used.cost,
      );
      const day = used.at.slice(0, 10);
      const { channelId, keyId, model, input, output, cost } = used;
      add.run(channelId, day, keyId ?? 0, model, failed, elapsed, input, output, cost);
      if (keyId !== null) touch(keyId, used.at);
    },
    lastMinute: (channelId, nowMs, most) =>
      recent.all(channelId, most, new Date(nowMs - 60_000).toISOString()).map((row) => ({
        userId: row.user_id,
        ageMs: Math.max(0, nowMs - Date.parse(row.at)),
      })),
    prune: ({ logs, messages }) =>
      pruneTable(store, 'usage_logs', logs) + pruneTable(store, 'messages', messages),
  };
}

/** Rows come in the order of time, so the oldest are the first. */
function pruneTable(store: ManagerStore, table: string, before: string | null): number {
  if (before === null) return 0;
  const sql = `DELETE FROM ${table} WHERE id IN
    (SELECT id FROM (SELECT id, at FROM ${table} ORDER BY id LIMIT ${prunedAtOnce}) WHERE at < ?)`;
  return store.prepare<never, [string]>(sql).run(before);
}
