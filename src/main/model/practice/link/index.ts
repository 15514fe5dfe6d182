import type { Catalog, Edge, Entity, Field, Word } from '../schema/catalog.ts';
import { means, saysAny, wordOf } from '../schema/catalog.ts';
import { phraseKey } from '../words/stem.ts';
import { countryNames } from './countries.ts';
import { roleWords, scoreEntity, scoreField, scoreRole } from './score.ts';
import { spellingsOf } from './spellings.ts';

/** What words of a question may mean in this database. */
export type Link =
  | { kind: 'entity'; entity: Entity; score: number }
  | { kind: 'field'; field: Field; score: number }
  | { kind: 'role'; field: Field; edge: Edge; score: number }
  | { kind: 'value'; field: Field; value: string; score: number };

export interface LinkIndex {
  /** What a name may stand for, best first, nothing much weaker than the best. */
  names(words: readonly string[]): Link[];
  /** Columns in whose sampled values this very phrase is. */
  values(words: readonly string[]): Link[];
}

type Named = { entity: Entity } | { field: Field };

const keysOf = (word: Word): string[] => [
  ...word.stems,
  ...word.concepts.map((concept) => `#${concept}`),
];

function indexNames(catalog: Catalog): Map<string, Named[]> {
  const index = new Map<string, Named[]>();
  const add = (words: readonly Word[], named: Named): void => {
    for (const key of new Set(words.flatMap(keysOf))) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [named]);
      else known.push(named);
    }
  };
  for (const entity of catalog.entities) {
    add(entity.words, { entity });
    for (const field of entity.fields) add(field.words, { field });
  }
  return index;
}

const sexes: readonly (readonly string[])[] = [
  ['f', 'female', 'woman', 'women', 'girl', 'أنثى', 'إناث', 'نساء', 'زن', 'زنان', 'مونث'],
  ['m', 'male', 'man', 'men', 'boy', 'ذكر', 'ذكور', 'رجال', 'مرد', 'مردان', 'مذكر'],
].map((words) => words.map(phraseKey));

/** A value by its own words; `F` of a gender also by the words for it. */
function keysOfValue(field: Field, value: string): readonly string[] {
  const key = phraseKey(value);
  const sex = means(field.words, 'gender') ? sexes.find((words) => words.includes(key)) : undefined;
  if (sex !== undefined) return sex.filter((word) => word.length > 1);
  return key.length < 2 || /^[\d ]+$/.test(key) ? [] : [key];
}

function indexValues(catalog: Catalog): Map<string, { field: Field; value: string }[]> {
  const index = new Map<string, { field: Field; value: string }[]>();
  for (const entity of catalog.entities)
    for (const field of entity.fields)
      if (field.kind === 'text' && !saysAny(field.words, 'email', 'phone', 'password'))
        for (const value of field.column.samples) {
          for (const key of keysOfValue(field, value))
            index.set(key, [...(index.get(key) ?? []), { field, value }]);
        }
  return index;
}

function linkOf(named: Named, said: readonly Word[]): Link | null {
  if ('entity' in named) {
    const score = scoreEntity(said, named.entity);
    return score > 0 ? { kind: 'entity', entity: named.entity, score } : null;
  }
  const { field } = named;
  if (field.reference === null) {
    const score = scoreField(said, field);
    return score > 0 ? { kind: 'field', field, score } : null;
  }
  // `store_id` is the store itself: the table's own name says it better.
  if (scoreEntity(roleWords(field), field.reference.to) > 0.8) return null;
  const score = scoreRole(said, field);
  if (score === 0 || scoreEntity(said, field.reference.to) >= score) return null;
  return { kind: 'role', field, edge: field.reference, score };
}

interface Value {
  field: Field;
  value: string;
}

/** A place that only one table has is also looked for where others keep such places: it is missing there. */
function withSiblings(catalog: Catalog, found: readonly Value[]): Value[] {
  const [first] = found;
  if (first === undefined || !means(first.field.words, 'country', 'city')) return [...found];
  const fields = catalog.entities.flatMap((entity) => entity.fields);
  const more = fields.filter(
    (field) =>
      field.kind === 'text' &&
      field.column.samples.length > 0 &&
      field.column.name === first.field.column.name &&
      found.every((one) => one.field !== field),
  );
  return [...found, ...more.map((field) => ({ field, value: first.value }))];
}

const weakest = 0.4;
const near = 0.12;

const kept = new WeakMap<Catalog, LinkIndex>();

export function linkIndexOf(catalog: Catalog): LinkIndex {
  const known = kept.get(catalog);
  if (known !== undefined) return known;
  const names = indexNames(catalog);
  const values = indexValues(catalog);
  const index: LinkIndex = {
    names: (words) => findNames(names, words),
    values: (words) => {
      const phrase = words.join(' ');
      const own = values.get(phraseKey(phrase));
      const places = own ? [] : [...countryNames(phrase), ...spellingsOf(phrase)];
      const found = own ?? places.flatMap((name) => values.get(phraseKey(name)) ?? []);
      return withSiblings(catalog, found).map(({ field, value }) => ({
        kind: 'value',
        field,
        value,
        score: 1,
      }));
    },
  };
  kept.set(catalog, index);
  return index;
}

/** «e mail», «سه ماهه»: parts of a word that was written in two; «و» alone is none. */
const isOneWord = (words: readonly string[]): boolean =>
  words.length > 1 && words.every((word) => word.length > 1 || /^[a-z]$/.test(word));

function findNames(index: ReadonlyMap<string, readonly Named[]>, words: readonly string[]): Link[] {
  const readings = [words.map(wordOf), ...(isOneWord(words) ? [[wordOf(words.join(''))]] : [])];
  const links = readings.flatMap((said) => {
    // A table's name may stand before its column's, so any word may be the one that is indexed.
    const named = new Set(said.flatMap(keysOf).flatMap((key) => index.get(key) ?? []));
    return [...named].map((one) => linkOf(one, said)).filter((link) => link !== null);
  });
  const best = Math.max(0, ...links.map((link) => link.score));
  return links
    .filter((link) => link.score >= Math.max(weakest, best - near))
    .sort((a, b) => b.score - a.score);
}
