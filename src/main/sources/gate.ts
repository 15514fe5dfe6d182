import type { Result } from '../../preload/contract/database.ts';
import type { Clock } from '../lib/clock.ts';
import { DiwanError, toDiwanError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import { remembering } from './guard/remembering.ts';
import type { GuardRules, Guards, Verdict } from './guard.ts';
import type { Limits, Source } from './source.ts';

/** What a query gave, with the text that was judged and sent, and the tables it read. */
export interface Passed {
  result: Result;
  tables: readonly string[];
  sql: string;
}

/** The only way to run customers' SQL. */
export interface Gate {
  /**
   * Judges, then runs. Rejects with `sql_refused` {code, reason}, a `db_*` code or `cancelled`.
   */
  run(
    source: Source,
    sql: string,
    rules: GuardRules,
    limits: Limits,
    signal: AbortSignal,
  ): Promise<Passed>;
}

export function createGate(parts: { guards: Guards; log: Log; clock: Clock }): Gate {
  const guards = remembering(parts.guards);
  return {
    async run(source, sql, rules, limits, signal) {
      const began = parts.clock.monotonic();
      const entry: Record<string, unknown> = { dialect: source.dialect, sql };
      try {
        const { sql: checked, tables } = pass(await guards[source.dialect](sql, rules));
        const result = await source.run(checked, limits, signal);
        Object.assign(entry, { outcome: 'ok', tables, rows: result.rows.length, cut: result.cut });
        return { result, tables, sql: checked };
      } catch (error) {
        const { code, params } = toDiwanError(error);
        Object.assign(entry, { outcome: code, params });
        throw error;
      } finally {
        parts.log.info({ ...entry, ms: parts.clock.monotonic() - began }, 'query');
      }
    },
  };
}

function pass(verdict: Verdict): Extract<Verdict, { ok: true }> {
  if (verdict.ok) return verdict;
  const { code, reason } = verdict;
  throw new DiwanError('sql_refused', { params: { code, reason } });
}
