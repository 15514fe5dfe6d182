import type { Column, Table } from '../../../preload/contract/database.ts';
import { qualifiedName } from '../../../preload/contract/database.ts';
import type { Extras, Place } from './extras.ts';
import { splitWords } from './words.ts';

/** What a piece of text about a table is; each kind has a weight of its own. */
export const unitKinds = [
  'cluster',
  'table',
  'column',
  'note',
  'sample',
  'verified',
  'glossary',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** One name, description, sampled value or question, and the table it speaks for. */
export interface Unit {
  table: number;
  kind: UnitKind;
  words: readonly string[];
}

const longestNote = 40;

function columnUnits(table: number, column: Column): Unit[] {
  const units: Unit[] = [{ table, kind: 'column', words: splitWords(column.name) }];
  if (column.comment !== null) units.push(noteUnit(table, column.comment));
  for (const sample of column.samples)
    if (/\p{L}/u.test(sample)) units.push({ table, kind: 'sample', words: splitWords(sample) });
  return units;
}

const noteUnit = (table: number, text: string): Unit => ({
  table,
  kind: 'note',
  words: splitWords(text).slice(0, longestNote),
});

function tableUnits(table: Table, at: number): Unit[] {
  const units: Unit[] = [{ table: at, kind: 'table', words: splitWords(table.name) }];
  if (table.schema !== null)
    units.push({ table: at, kind: 'cluster', words: splitWords(table.schema) });
  if (table.comment !== null) units.push(noteUnit(at, table.comment));
  return [...units, ...table.columns.flatMap((column) => columnUnits(at, column))];
}

function extraUnits(extras: Extras, tableOf: (name: string) => number | undefined): Unit[] {
  const units: Unit[] = [];
  const put = (name: string, kind: UnitKind, text: string): void => {
    const table = tableOf(name);
    if (table !== undefined) units.push({ table, kind, words: splitWords(text) });
  };
  const kindOf = (place: Place): UnitKind => (place.column === null ? 'table' : 'column');
  for (const { table, text } of extras.descriptions) put(table, 'note', text);
  for (const synonym of extras.synonyms)
    for (const text of synonym.words) put(synonym.table, kindOf(synonym), text);
  for (const { term, tables } of extras.glossary)
    for (const table of tables) put(table, 'glossary', term);
  for (const { question, tables } of extras.verified)
    for (const table of tables) put(table, 'verified', question);
  return units;
}

/** Everything that is said about the tables, in pieces. Names in extras compare without case. */
export function unitsOf(tables: readonly Table[], extras: Extras): Unit[] {
  const places = new Map(tables.map((table, at) => [qualifiedName(table).toLowerCase(), at]));
  const own = tables.flatMap(tableUnits);
  const told = extraUnits(extras, (name) => places.get(name.toLowerCase()));
  return [...own, ...told].filter((unit) => unit.words.length > 0);
}
