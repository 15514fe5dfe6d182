import type { Column, Table } from '../../../preload/contract/database.ts';
import { qualifiedName } from '../../../preload/contract/database.ts';
import type { Extras } from './extras.ts';

const place = (table: string, column: string | null): string =>
  `${table}\n${column ?? ''}`.toLowerCase();

/** What owners say of each table or column, as one text each: descriptions, then other names. */
function saidBy(extras: Extras): Map<string, string> {
  const said = new Map<string, string[]>();
  const put = (key: string, text: string): void => {
    said.set(key, [...(said.get(key) ?? []), text]);
  };
  for (const { table, column, text } of extras.descriptions) put(place(table, column), text);
  for (const { table, column, words } of extras.synonyms)
    if (words.length > 0) put(place(table, column), `also: ${words.join(', ')}`);
  return new Map([...said].map(([key, texts]) => [key, texts.join('; ')]));
}

/** Owners' words come first: the engine's own comment is the one to be cut when it gets long. */
const joined = (said: string | undefined, comment: string | null): string | null =>
  said === undefined ? comment : comment === null ? said : `${said}; ${comment}`;

/** The tables with owners' descriptions and synonyms in front of their comments. */
export function describeTables(tables: readonly Table[], extras: Extras): Table[] {
  const said = saidBy(extras);
  return tables.map((table) => {
    const name = qualifiedName(table);
    const describe = (column: Column): Column => ({
      ...column,
      comment: joined(said.get(place(name, column.name)), column.comment),
    });
    const comment = joined(said.get(place(name, null)), table.comment);
    return said.size === 0 ? table : { ...table, comment, columns: table.columns.map(describe) };
  });
}
