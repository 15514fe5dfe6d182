import {
  type Column,
  qualifiedName,
  type Schema,
  type Table,
} from '../../preload/contract/database.ts';
import type { Note } from '../../preload/contract/databases.ts';
import type { Clock } from '../lib/clock.ts';
import { isDiwanError } from '../lib/errors.ts';
import type { Gate } from '../sources/gate.ts';
import type { GuardRules } from '../sources/guard.ts';
import { type Dictionary, loadDictionary } from '../sources/knowledge/dictionary.ts';
import { type Privacy, type PrivacyMarks, privacyOf } from '../sources/knowledge/privacy.ts';
import {
  applySamples,
  planProfile,
  profiling,
  type Sampled,
} from '../sources/knowledge/profile.ts';
import type { Source } from '../sources/source.ts';

let shared: Dictionary | null = null;
const isPrivateBy = (notes: readonly Note[]): Privacy => {
  shared ??= loadDictionary();
  return privacyOf(marksOf(notes), shared);
};

/** Sampling is a courtesy: it stops well before anybody's server feels it. */
const most = { probes: 400, totalMs: 60_000, probeMs: 2_000, bytes: 100_000 };

/**
 * The tables with a few sampled values and ranges of columns that are not private. A probe that
 * fails is passed over; an outage or the signal ends the sampling with what there is.
 */
export async function sampleTables(
  deps: { gate: Gate; clock: Clock },
  source: Source,
  schema: Schema,
  said: { notes: readonly Note[]; rules: GuardRules },
  signal: AbortSignal,
): Promise<Table[]> {
  const planned = planProfile(schema.dialect, schema.tables, isPrivateBy(said.notes));
  const probes = planned.slice(0, most.probes);
  const limits = { timeoutMs: most.probeMs, maxRows: profiling.values + 1, maxBytes: most.bytes };
  const until = deps.clock.monotonic() + most.totalMs;
  const sampled: Sampled[] = [];
  for (const probe of probes) {
    if (signal.aborted || deps.clock.monotonic() >= until) break;
    try {
      const { result } = await deps.gate.run(source, probe.sql, said.rules, limits, signal);
      sampled.push({ probe, rows: result.rows });
    } catch (error) {
      if (!isPassing(error)) break;
    }
  }
  return applySamples(schema.tables, sampled);
}

/** Failures of one probe alone. */
const isPassing = (error: unknown): boolean =>
  isDiwanError(error, 'sql_refused') ||
  isDiwanError(error, 'db_timeout') ||
  isDiwanError(error, 'db_permission') ||
  isDiwanError(error, 'db_engine_error');

const placeOf = ({ table, column }: Note): string =>
  column === null ? table : `${table}.${column}`;

/** What is hidden is private too. */
const marksOf = (notes: readonly Note[]): PrivacyMarks => ({
  private: notes.filter((note) => note.hidden || note.sampling === 'never').map(placeOf),
  open: notes.filter((note) => note.sampling === 'allowed').map(placeOf),
});

/** The tables as read anew, with the samples of before until new ones are taken. */
export function carrySamples(schema: Schema, before: Schema | null): Schema {
  const known = new Map(
    before?.tables.flatMap((table) =>
      table.columns.map((column) => [`${qualifiedName(table)}\n${column.name}`, column.samples]),
    ),
  );
  return mapColumns(schema, (table, column) => ({
    ...column,
    samples: known.get(`${qualifiedName(table)}\n${column.name}`) ?? column.samples,
  }));
}

/** No samples of what is private by now, whenever they were taken. */
export function blankPrivate(schema: Schema, notes: readonly Note[]): Schema {
  const isPrivate = isPrivateBy(notes);
  return mapColumns(schema, (table, column) =>
    column.samples.length > 0 && isPrivate(table, column) ? { ...column, samples: [] } : column,
  );
}

const mapColumns = (schema: Schema, change: (table: Table, column: Column) => Column): Schema => ({
  ...schema,
  tables: schema.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => change(table, column)),
  })),
});
