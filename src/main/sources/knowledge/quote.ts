import type { Dialect } from '../../../preload/contract/database.ts';

/** Words that are reserved in at least one dialect and are likely names; quoting more does no harm. */
const reserved = new Set(
  `add all alter analyse analyze and any array as asc asymmetric authorization backup begin between
  bigint binary both break browse bulk by call cascade case cast change char character check
  checkpoint close clustered collate column commit compute condition constraint contains containstable
  continue convert create cross cube cume_dist current current_date current_time current_timestamp
  current_user cursor database databases dbcc deallocate dec decimal declare default deferrable delayed
  delete deny desc describe deterministic disk distinct distinctrow distributed div do double drop dual
  dump each else elseif empty enclosed end errlvl escape escaped except exec execute exists exit explain
  external false fetch file fillfactor first_value float for force foreign freetext freetexttable freeze
  from full fulltext function generated get glob goto grant group grouping groups having high_priority
  holdlock identity if ignore ilike in index indexed infile initially inner inout insert instead int
  integer intersect interval into is isnull iterate join json_table key keys kill lag last_value lateral
  lead leading leave left like limit linear lineno lines load localtime localtimestamp lock long loop
  low_priority match maxvalue merge mod national natural nocheck nonclustered not notnull nth_value ntile
  null nullif numeric of off offset offsets on only open openquery option optionally or order out outer
  outfile over overlaps partition percent percent_rank pivot placing plan precision primary print proc
  procedure public purge raiserror range rank read readtext real recursive references regexp release
  rename repeat replace replication require resignal restore restrict return returning revert revoke
  right rlike rollback row row_number rowcount rowguidcol rows rule save schema schemas securityaudit
  select semantickeyphrasetable sensitive separator session_user set setuser show shutdown signal similar
  smallint some spatial specific sql starting statistics stored symmetric system system_user table
  tablesample terminated textsize then tinyint to top trailing tran transaction trigger true truncate
  try_convert tsequal undo union unique unlock unpivot unsigned update updatetext usage use user using
  values varbinary varchar variadic varying verbose view virtual waitfor when where while window with
  within write writetext xor year_month zerofill`.split(/\s+/),
);

interface Quoting {
  open: string;
  close: string;
  plain: RegExp;
  /** One line for the model: how this engine wants names written. */
  rule: string;
}

const quoting: Readonly<Record<Dialect, Quoting>> = {
  mssql: { open: '[', close: ']', plain: /^[A-Za-z_]\w*$/, rule: 'T-SQL; quote names as [name]' },
  postgres: {
    open: '"',
    close: '"',
    plain: /^[a-z_][a-z0-9_]*$/,
    rule: 'PostgreSQL; quote names as "name", capitals always',
  },
  mysql: { open: '`', close: '`', plain: /^[A-Za-z_]\w*$/, rule: 'MySQL; quote names as `name`' },
  sqlite: { open: '"', close: '"', plain: /^[A-Za-z_]\w*$/, rule: 'SQLite; quote names as "name"' },
};

export const quotingRule = (dialect: Dialect): string => quoting[dialect].rule;

/** A name as the dialect wants it, quoted only where it must be. */
export function quoteName(dialect: Dialect, name: string): string {
  const { open, close, plain } = quoting[dialect];
  if (plain.test(name) && !reserved.has(name.toLowerCase())) return name;
  return open + name.replaceAll(close, close + close) + close;
}

/** `schema.table` with each part quoted where it must be. */
export function quoteTable(
  dialect: Dialect,
  table: { schema: string | null; name: string },
): string {
  const name = quoteName(dialect, table.name);
  return table.schema === null ? name : `${quoteName(dialect, table.schema)}.${name}`;
}
