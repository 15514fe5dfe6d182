import type { Reservation } from '../costs/budgets.ts';
import type { AskableDatabase } from '../databases/catalogue.ts';
import { isoTime } from '../lib/clock.ts';
import { isDiwanError, toDiwanError } from '../lib/errors.ts';
import type { ModelRequest } from '../model/model.ts';
import { makePlan } from './planning.ts';
import type { Run } from './progress.ts';
import { repairMessage } from './prompts.ts';
import { worstOf } from './reserve.ts';

const maxRepairs = 2;

/**
 * Runs the plan's SQL. An error of the guard or the engine goes back to the model, with the money
 * for one more plan set aside first; never a rewrite on a mere doubt.
 */
export async function query(
  run: Run,
  database: AskableDatabase,
  planned: ModelRequest,
  reserved: Reservation,
): Promise<void> {
  const afford = (more: ModelRequest) => reserved.grow(worstOf(run.tools, run.asker, more));
  let request = planned;
  for (let repairs = 0; ; repairs += 1) {
    const sql = run.progress.plan?.sql ?? '';
    try {
      return await execute(run, database, sql);
    } catch (error) {
      const problem = repairable(error);
      if (problem === null || repairs === maxRepairs) throw error;
      request = repairRequest(request, sql, problem);
      await afford(request);
      run.emit({ type: 'stage', stage: 'summary' });
      run.progress.plan = await makePlan(run.calls, request, afford);
      if (!run.progress.plan.sql) throw error;
    }
  }
}

async function execute(run: Run, database: AskableDatabase, sql: string): Promise<void> {
  const { tools, progress, signal } = run;
  run.emit({ type: 'stage', stage: 'query' });
  progress.sql = sql;
  const { limits } = tools.settings();
  const noted = { asker: run.asker, databaseId: database.id };
  const done = await tools.gate
    .run(database.source, sql, database.rules, limits, signal)
    .catch((error: unknown) => {
      tools.queried?.({ ...noted, sql, outcome: toDiwanError(error).code, rows: null });
      throw error;
    });
  tools.queried?.({ ...noted, sql: done.sql, outcome: 'ok', rows: done.result.rows.length });
  progress.sql = done.sql;
  progress.tables = done.tables;
  progress.result = done.result;
  progress.asOf = isoTime(tools.clock);
}

/** What a model can mend, in words for it: a refusal or the engine's complaint, never an outage. */
function repairable(error: unknown): string | null {
  if (isDiwanError(error, 'sql_refused')) return `it was refused: ${error.params.reason}`;
  if (isDiwanError(error, 'db_engine_error'))
    return String(error.params.reason ?? 'the engine refused it');
  if (isDiwanError(error, 'db_permission')) return 'the database login may not read that';
  return null;
}

function repairRequest(request: ModelRequest, sql: string, problem: string): ModelRequest {
  const { facts } = request;
  return {
    ...request,
    facts: facts.kind === 'plan' ? { ...facts, previous: { sql, error: problem } } : facts,
    messages: [...request.messages, { role: 'user', text: repairMessage(sql, problem) }],
  };
}
