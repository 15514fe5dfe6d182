import type { Dialect, Table } from '../../../preload/contract/database.ts';
import { measureTable, type TableText } from './ddl.ts';

/** Characters a token as those count who lay DDL out widely; ours is counted at 3. */
const plainRatio = 3 / 4;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** The usual wide layout: a line for each column and each foreign key, every name quoted. */
function plainLength(table: Table): number {
  const named = (schema: string | null, name: string): string =>
    quoted([schema === null ? name : `${schema}.${name}`]);
  const columns = table.columns.map(({ name, type }) => `  ${quoted([name])} ${type}`);
  const keys = table.foreignKeys.map(
    (key) =>
      `  FOREIGN KEY (${quoted(key.columns)}) REFERENCES ${named(key.schema, key.table)}(${quoted(key.references)})`,
  );
  const body = [...columns, ...keys].join(',\n');
  return `CREATE TABLE ${named(table.schema, table.name)} (\n${body}\n);\n`.length;
}

/**
 * Lengths for callers who write the DDL themselves: our own compact text with all foreign keys, or
 * the wide layout at 4 characters a token, whichever needs more tokens.
 */
export function measureAnyLayout(dialect: Dialect, table: Table): TableText {
  const { alone, links } = measureTable(dialect, table);
  const compact = links.reduce((sum, length) => sum + length, alone);
  const wide = Math.ceil(plainLength(table) * plainRatio);
  return { alone: Math.max(compact, wide), links: links.map(() => 0) };
}
