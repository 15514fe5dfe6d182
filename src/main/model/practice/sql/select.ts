import type { Sql } from './dialect.ts';

export interface Column {
  sql: string;
  alias: string;
}

/** One SELECT, in parts. */
export interface Select {
  distinct?: boolean;
  columns: readonly Column[];
  from: string;
  where?: readonly string[];
  groupBy?: readonly string[];
  having?: readonly string[];
  orderBy?: readonly string[];
  limit?: number | null;
}

const indent = (text: string): string => text.replaceAll('\n', '\n  ');

/**
 * A column that is already called so needs no second name, unless rows are ordered by it: two
 * joined tables may both have it.
 */
function columnSql(
  sql: Sql,
  { sql: expression, alias }: Column,
  orderBy: readonly string[],
): string {
  const name = sql.name(alias);
  const ordered = orderBy.some((one) => one === name || one.startsWith(`${name} `));
  const called = expression === name || (expression.endsWith(`.${name}`) && !ordered);
  return called ? expression : `${expression} AS ${name}`;
}

export function renderSelect(sql: Sql, select: Select): string {
  const { where = [], groupBy = [], having = [], orderBy = [], limit = null } = select;
  const top = limit !== null && sql.dialect === 'mssql' ? ` TOP (${limit})` : '';
  const lines = [
    `SELECT${select.distinct === true ? ' DISTINCT' : ''}${top} ${select.columns.map((column) => columnSql(sql, column, orderBy)).join(', ')}`,
    `FROM ${select.from}`,
  ];
  if (where.length > 0) lines.push(`WHERE ${where.join(' AND ')}`);
  if (groupBy.length > 0) lines.push(`GROUP BY ${groupBy.join(', ')}`);
  if (having.length > 0) lines.push(`HAVING ${having.join(' AND ')}`);
  if (orderBy.length > 0) lines.push(`ORDER BY ${orderBy.join(', ')}`);
  if (limit !== null && sql.dialect !== 'mssql') lines.push(`LIMIT ${limit}`);
  return lines.join('\n');
}

/** A SELECT as the table of another. */
export const derived = (sql: Sql, select: Select, alias: string): string =>
  `(\n  ${indent(renderSelect(sql, select))}\n) AS ${alias}`;
