import type { Cell, Column, Dialect, Table } from '../../../preload/contract/database.ts';
import { qualifiedName } from '../../../preload/contract/database.ts';
import type { Privacy } from './privacy.ts';
import { quoteName, quoteTable } from './quote.ts';

export const profiling = {
  /** Distinct values are looked for in this many rows, the first the engine gives. */
  rows: 10_000,
  /** Ranges need the whole table: larger ones have none, a false range being worse. */
  rangeRows: 1_000_000,
  /** A text column with more distinct values than this has none sampled. */
  values: 20,
  /** Longer values are prose or names, not a code or a kind. */
  valueLength: 40,
  /** Text columns declared longer than this are not looked at. */
  declaredLength: 100,
} as const;

/** One query over one table and what its result columns mean. */
export interface Probe {
  table: string;
  sql: string;
  /** `values`: one column, a row per distinct value. `ranges`: one row, least and most of each. */
  kind: 'values' | 'ranges';
  columns: readonly string[];
}

export type ColumnKind = 'text' | 'range' | null;

const rangeTypes =
  /^(?:date|datetime|datetime2|smalldatetime|datetimeoffset|timestamp|year|int|integer|bigint|smallint|tinyint|mediumint|int2|int4|int8|decimal|numeric|number|float|real|double|money|smallmoney)\b/;
const textTypes = /^(?:n?varchar2?|n?char|character|bpchar|enum|text|string|clob)\b/;

/** SQL Server compares no `text` or `ntext`, and `max` announces prose. */
function isShortText(dialect: Dialect, type: string): boolean {
  if (!textTypes.test(type)) return false;
  if (dialect === 'mssql' && /^n?text\b|\(max\)/.test(type)) return false;
  const length = /\((\d+)\)/.exec(type)?.[1];
  return length === undefined || Number(length) <= profiling.declaredLength;
}

/** How a column is sampled, by its type as the engine words it; null: not at all. */
export function columnKind(dialect: Dialect, column: Column): ColumnKind {
  const type = column.type.trim().toLowerCase();
  if (isShortText(dialect, type)) return 'text';
  return rangeTypes.test(type) ? 'range' : null;
}

/** The first rows of a column as a derived table, so that a huge table costs little. */
function firstRows(dialect: Dialect, table: Table, column: string): string {
  const list = quoteName(dialect, column);
  const from = `FROM ${quoteTable(dialect, table)}`;
  return dialect === 'mssql'
    ? `(SELECT TOP (${profiling.rows}) ${list} ${from}) AS first_rows`
    : `(SELECT ${list} ${from} LIMIT ${profiling.rows}) AS first_rows`;
}

function valuesProbe(dialect: Dialect, table: Table, column: string): Probe {
  const name = quoteName(dialect, column);
  const most = profiling.values + 1;
  const [top, limit] = dialect === 'mssql' ? [`TOP (${most}) `, ''] : ['', ` LIMIT ${most}`];
  const rows = firstRows(dialect, table, column);
  return {
    table: qualifiedName(table),
    sql: `SELECT DISTINCT ${top}${name} FROM ${rows} WHERE ${name} IS NOT NULL${limit}`,
    kind: 'values',
    columns: [column],
  };
}

function rangesProbe(dialect: Dialect, table: Table, columns: readonly string[]): Probe {
  const ends = columns
    .map((column) => quoteName(dialect, column))
    .map((c) => `MIN(${c}), MAX(${c})`);
  return {
    table: qualifiedName(table),
    sql: `SELECT ${ends.join(', ')} FROM ${quoteTable(dialect, table)}`,
    kind: 'ranges',
    columns,
  };
}

/** Numbers that only point at rows say nothing: keys and foreign keys are left out. */
function isPointer(table: Table, column: Column): boolean {
  return column.primaryKey || table.foreignKeys.some((key) => key.columns.includes(column.name));
}

const isScannable = ({ kind, rowEstimate }: Table): boolean =>
  kind === 'table' && (rowEstimate ?? 0) <= profiling.rangeRows;

/**
 * The queries that sample a schema: distinct values of short text columns, ranges of dates and
 * numbers. Private columns are in none of them. The queries go through the gate like any other.
 */
export function planProfile(
  dialect: Dialect,
  tables: readonly Table[],
  isPrivate: Privacy,
): Probe[] {
  return tables.flatMap((table) => {
    const open = table.columns.filter((c) => !isPrivate(table, c) && !isPointer(table, c));
    const named = (kind: ColumnKind): string[] =>
      open.filter((column) => columnKind(dialect, column) === kind).map(({ name }) => name);
    const probes = named('text').map((column) => valuesProbe(dialect, table, column));
    const ranged = isScannable(table) ? named('range') : [];
    return ranged.length === 0 ? probes : [...probes, rangesProbe(dialect, table, ranged)];
  });
}

/** A probe and the rows it gave. */
export interface Sampled {
  probe: Probe;
  rows: readonly (readonly Cell[])[];
}

function valuesOf(rows: Sampled['rows']): string[] {
  const values = rows.map(([value]) => String(value ?? '').trim()).filter((value) => value !== '');
  const fits = values.every((value) => value.length <= profiling.valueLength);
  return rows.length > profiling.values || !fits ? [] : values.sort();
}

function rangeOf(row: readonly Cell[] | undefined, at: number): string[] {
  const [least, most] = [row?.[2 * at] ?? null, row?.[2 * at + 1] ?? null];
  if (least === null || most === null) return [];
  return [least === most ? String(least) : `${least}..${most}`];
}

/** The tables with what was sampled in place of their former samples; the input stays as it was. */
export function applySamples(tables: readonly Table[], sampled: readonly Sampled[]): Table[] {
  const found = new Map<string, string[]>();
  for (const { probe, rows } of sampled)
    for (const [at, column] of probe.columns.entries())
      found.set(
        `${probe.table}\n${column}`,
        probe.kind === 'values' ? valuesOf(rows) : rangeOf(rows[0], at),
      );
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      samples: found.get(`${qualifiedName(table)}\n${column.name}`) ?? column.samples,
    })),
  }));
}
