import type { Actor } from '../people/person.ts';
import type { Gate } from '../sources/gate.ts';
import type { Askables } from './askable.ts';

/** One row is enough to know that it runs. */
const limits = { timeoutMs: 30_000, maxRows: 1, maxBytes: 1_000_000 };

/**
 * Runs a query that somebody wrote by hand once, before later questions learn from it.
 * Rejects with `sql_refused`, `not_found` or a `db_*` code.
 */
export type Prove = (
  actor: Actor,
  databaseId: number,
  sql: string,
  signal: AbortSignal,
) => Promise<void>;

export const createProving =
  ({ gate, askables }: { gate: Gate; askables: Askables }): Prove =>
  async (actor, databaseId, sql, signal) => {
    const scope = { userId: actor.id, organizationId: actor.organization?.id ?? null };
    const { source, rules } = await askables.open(databaseId, scope, signal);
    await gate.run(source, sql, rules, limits, signal);
  };
