import {
  type Column,
  qualifiedName,
  type Schema,
  type Table,
} from '../../../../preload/contract/database.ts';
import { conceptsOf } from '../words/lexicon.ts';
import { stems } from '../words/stem.ts';
import { nameWords } from '../words/tokens.ts';

export type FieldKind = 'number' | 'date' | 'text' | 'flag' | 'other';

/** A word of a name or a question, by everything it may be recognised by. */
export interface Word {
  text: string;
  stems: readonly string[];
  concepts: readonly string[];
}

export interface Field {
  table: Entity;
  column: Column;
  kind: FieldKind;
  words: readonly Word[];
  /** The foreign key it is the only column of. */
  reference: Edge | null;
}

/** A foreign key, walked in one direction. */
export interface Edge {
  from: Entity;
  to: Entity;
  /** Pairs of column names: of `from`, of `to`. */
  on: readonly (readonly [string, string])[];
  /** True when one row of `from` may meet many of `to`: counts and sums would multiply. */
  many: boolean;
  nullable: boolean;
}

export interface Entity {
  table: Table;
  name: string;
  words: readonly Word[];
  fields: Field[];
  edges: Edge[];
  keys: Field[];
}

export interface Catalog {
  schema: Schema;
  entities: Entity[];
}

const wordCache = new Map<string, Word>();

/** Questions bring any word there is, so the cache is emptied before it grows large. */
export function wordOf(text: string): Word {
  const known = wordCache.get(text);
  if (known !== undefined) return known;
  const word = { text, stems: stems(text), concepts: conceptsOf(text) };
  if (wordCache.size > 20_000) wordCache.clear();
  wordCache.set(text, word);
  return word;
}

const prefixes = new Set(['tbl', 'dim', 'fact', 'vw', 'tb', 't']);

function wordsOfName(name: string): Word[] {
  const words = nameWords(name);
  const rest = words.filter((word, index) => index > 0 || !prefixes.has(word));
  return (rest.length > 0 ? rest : words).map(wordOf);
}

const looksLikeDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}(?:$|[ T]\d{2}:)/.test(value);
const dateName = /(?:^|_)(?:date|day|datum|at|on)$|date$|(?:At|On)$|تاريخ|تاریخ/iu;

function kindOf(column: Column): FieldKind {
  const type = column.type.toLowerCase();
  if (/bool|^bit\b|tinyint\(1\)/.test(type)) return 'flag';
  if (/interval|range|^time\b(?!stamp)|^year\b/.test(type))
    return /^year/.test(type) ? 'number' : 'other';
  if (/date|timestamp/.test(type)) return 'date';
  if (/int(?!erval)|num|dec|real|float|double|money|serial|fixed/.test(type)) return 'number';
  if (/char|text|clob|string|enum|citext|^$/.test(type)) {
    const [sample] = column.samples;
    const dates = sample === undefined ? dateName.test(column.name) : looksLikeDate(sample);
    return dates ? 'date' : 'text';
  }
  return 'other';
}

const asEntity = (table: Table): Entity => ({
  table,
  name: qualifiedName(table),
  words: wordsOfName(table.name),
  fields: [],
  edges: [],
  keys: [],
});

function addFields(entity: Entity): void {
  for (const column of entity.table.columns)
    entity.fields.push({
      table: entity,
      column,
      kind: kindOf(column),
      words: wordsOfName(column.name),
      reference: null,
    });
  entity.keys = entity.fields.filter(({ column }) => column.primaryKey);
}

function addEdges(
  entity: Entity,
  find: (schema: string | null, name: string) => Entity | undefined,
): void {
  for (const key of entity.table.foreignKeys) {
    const to = find(key.schema ?? entity.table.schema, key.table) ?? find(key.schema, key.table);
    if (to === undefined || key.references.length !== key.columns.length) continue;
    const on = key.columns.map((column, index) => [column, key.references[index] ?? ''] as const);
    const own = entity.fields.filter((field) => key.columns.includes(field.column.name));
    const nullable = own.some((field) => field.column.nullable);
    // A key that is also the whole primary key joins one to one.
    const single =
      own.length === entity.keys.length && own.every((field) => field.column.primaryKey);
    const edge: Edge = { from: entity, to, on, many: false, nullable };
    entity.edges.push(edge);
    to.edges.push({
      from: to,
      to: entity,
      on: on.map(([a, b]) => [b, a] as const),
      many: !single,
      nullable: true,
    });
    if (own.length === 1 && own[0] !== undefined) own[0].reference = edge;
  }
}

const kept = new WeakMap<Schema, Catalog>();

/** The schema as a graph of named things; made once a schema object. */
export function catalogOf(schema: Schema): Catalog {
  const known = kept.get(schema);
  if (known !== undefined) return known;
  const entities = schema.tables.map(asEntity);
  const byName = new Map(
    entities.map((entity) => [
      `${entity.table.schema ?? ''}.${entity.table.name}`.toLowerCase(),
      entity,
    ]),
  );
  const find = (owner: string | null, name: string): Entity | undefined =>
    byName.get(`${owner ?? ''}.${name}`.toLowerCase());
  for (const entity of entities) addFields(entity);
  for (const entity of entities) addEdges(entity, find);
  const catalog = { schema, entities };
  kept.set(schema, catalog);
  return catalog;
}

/** 1: the same word; 0.9: the same notion, perhaps in another language; 0: another word. */
export function likeness(a: Word, b: Word): number {
  if (a.stems.some((stem) => b.stems.includes(stem))) return 1;
  return a.concepts.some((concept) => b.concepts.includes(concept)) ? 0.9 : 0;
}

export const means = (words: readonly Word[], ...concepts: string[]): boolean =>
  words.some((word) => word.concepts.some((concept) => concepts.includes(concept)));

export const saysAny = (words: readonly Word[], ...stemmed: string[]): boolean =>
  words.some((word) => word.stems.some((stem) => stemmed.includes(stem)));
