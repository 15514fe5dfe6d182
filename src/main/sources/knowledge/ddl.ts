import type { Column, Dialect, ForeignKey, Table } from '../../../preload/contract/database.ts';
import { qualifiedName } from '../../../preload/contract/database.ts';
import { quoteName, quoteTable, quotingRule } from './quote.ts';

const longest = { comment: 160, type: 200, sample: 28, samples: 90 } as const;

/** A table's DDL in pieces, so that its length is known for any set of shown tables. */
export interface TableText {
  /** The statement when none of the foreign keys is shown. */
  alone: number;
  /** What each foreign key adds, in the order of `table.foreignKeys`. */
  links: readonly number[];
}

/** Control characters and those that turn the reading direction; ZWNJ belongs to Persian words. */
const unwanted = /[\p{Cc}\p{Cs}\u200B\u202A-\u202E\u2028\u2029\u2066-\u2069]/gu;

/** Names come from the database and may hold anything: one line, nothing that ends a comment. */
const oneLine = (text: string): string =>
  text
    .replace(unwanted, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .trim();

const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const remark = (parts: readonly string[]): string => {
  const said = parts.filter((part) => part !== '').join('; ');
  return said === '' ? '' : ` /* ${said} */`;
};

function sampleText(samples: readonly string[]): string {
  let text = '';
  for (const sample of samples) {
    const next = clip(oneLine(sample), longest.sample);
    if (text.length + next.length > longest.samples) break;
    text += text === '' ? next : `, ${next}`;
  }
  return text === '' ? '' : `e.g. ${text}`;
}

/** The type as the engine words it; a monster (a long enum) keeps its first word. */
function typeText(type: string): string {
  const text = type.replace(unwanted, ' ').trim();
  return text.length <= longest.type ? text : (/^\w+/.exec(text)?.[0] ?? '');
}

const commentText = (comment: string | null): string =>
  comment === null ? '' : clip(oneLine(comment), longest.comment);

interface Renderer {
  dialect: Dialect;
  table: Table;
  /** The only column of the primary key, or null. */
  soleKey: string | null;
}

const names = (dialect: Dialect, list: readonly string[]): string =>
  list.map((name) => quoteName(dialect, name)).join(',');

/** MySQL wants the referenced columns spelled; everywhere a reader is better off with them. */
function linkText({ dialect }: Renderer, key: ForeignKey): string {
  const target = `REFERENCES ${quoteTable(dialect, { schema: key.schema, name: key.table })}(${names(dialect, key.references)})`;
  return key.columns.length === 1
    ? ` ${target}`
    : `,FOREIGN KEY(${names(dialect, key.columns)})${target}`;
}

function columnText(of: Renderer, column: Column, links: readonly ForeignKey[]): string {
  const type = typeText(column.type);
  const head = quoteName(of.dialect, column.name) + (type === '' ? '' : ` ${type}`);
  const key = column.name === of.soleKey ? ' PRIMARY KEY' : '';
  const own = links.filter((link) => link.columns.length === 1 && link.columns[0] === column.name);
  const references = own.map((link) => linkText(of, link)).join('');
  return (
    head + key + references + remark([commentText(column.comment), sampleText(column.samples)])
  );
}

function tableHead({ dialect, table }: Renderer): string {
  const rows = table.rowEstimate === null ? '' : `~${Math.round(table.rowEstimate)} rows`;
  const kind = table.kind === 'view' ? 'view' : '';
  return `CREATE TABLE ${quoteTable(dialect, table)}${remark([kind, rows, commentText(table.comment)])}`;
}

function rendererOf(dialect: Dialect, table: Table): { of: Renderer; keys: string[] } {
  const keys = table.columns.filter((column) => column.primaryKey).map((column) => column.name);
  const soleKey = keys.length === 1 ? (keys[0] ?? null) : null;
  return { of: { dialect, table, soleKey }, keys };
}

/**
 * One table on one line: types, primary and foreign keys, comments, sampled values, row estimate.
 * Only the foreign keys that `shown` accepts are told; views are worded as tables.
 */
export function tableDdl(
  dialect: Dialect,
  table: Table,
  shown: (key: ForeignKey) => boolean,
): string {
  const { of, keys } = rendererOf(dialect, table);
  const links = table.foreignKeys.filter(shown);
  const columns = table.columns.map((column) => columnText(of, column, links)).join(',');
  const primary = keys.length > 1 ? `,PRIMARY KEY(${names(dialect, keys)})` : '';
  const wide = links.filter((link) => link.columns.length !== 1).map((link) => linkText(of, link));
  return `${tableHead(of)}(${columns}${primary}${wide.join('')});`;
}

/** The lengths, in UTF-16 units, that `tableDdl` would have. */
export function measureTable(dialect: Dialect, table: Table): TableText {
  const { of } = rendererOf(dialect, table);
  const links = table.foreignKeys.map((key) => linkText(of, key).length);
  return { alone: tableDdl(dialect, table, () => false).length, links };
}

/** The first line of a schema's DDL: the dialect and how it quotes names. */
export const ddlHeader = (dialect: Dialect): string => `-- ${quotingRule(dialect)}`;

/**
 * Tables as the language model sees them: a line for the dialect, then a line each, with the
 * foreign keys among them. Foreign keys to tables that are not shown are left out.
 */
export function renderDdl(dialect: Dialect, tables: readonly Table[]): string {
  const known = new Set(tables.map(qualifiedName));
  const shown = (key: ForeignKey): boolean =>
    known.has(qualifiedName({ schema: key.schema, name: key.table }));
  return [ddlHeader(dialect), ...tables.map((table) => tableDdl(dialect, table, shown))].join('\n');
}
