/** A name that no sample holds: in which columns it may stand, nearest first. */
import { type Language, languages } from '../../../../preload/contract/answer.ts';
import { countryNames } from '../link/countries.ts';
import type { FilterWish, Reading, Unknown } from '../reading/reading.ts';
import { type Catalog, type Entity, type Field, means, saysAny } from '../schema/catalog.ts';
import { reachable } from '../schema/paths.ts';
import { labelOf } from '../schema/roles.ts';
import { phraseKey } from '../words/stem.ts';
import { chooseDraft } from './draft.ts';

const most = 4;

/** Columns whose values were not all sampled: what was sampled would have been recognised. */
const isOpen = (field: Field): boolean =>
  field.kind === 'text' &&
  field.reference === null &&
  field.column.samples.length === 0 &&
  !saysAny(field.words, 'id', 'code');

function labelsNear(base: Entity, language: Language): Field[] {
  const near = [...reachable(base)].sort(([, [a = []]], [, [b = []]]) => a.length - b.length);
  return near
    .filter(([entity]) => entity.table.kind === 'table')
    .flatMap(([entity]) => labelOf(entity, language).filter(isOpen).slice(0, 1));
}

const placesNear = (base: Entity, ...concepts: string[]): Field[] =>
  [...reachable(base).keys()]
    .flatMap(({ fields }) => fields)
    .filter((field) => isOpen(field) && means(field.words, ...concepts));

/** Distinct values are looked for in so many rows: a larger table may have others. */
const sampledRows = 10_000;

const mayHaveMore = (field: Field): boolean =>
  isOpen(field) ||
  (field.kind === 'text' &&
    field.reference === null &&
    field.column.samples.length > 0 &&
    (field.table.table.rowEstimate ?? 0) > sampledRows);

/** Sampled columns of which a value has the phrase among its words: «coffee» in «Coffee and Tea». */
function containing(base: Entity, phrase: string): Field[] {
  const word = phraseKey(phrase);
  const has = (sample: string): boolean => phraseKey(sample).split(' ').includes(word);
  return [...reachable(base).keys()]
    .flatMap(({ fields }) => fields)
    .filter((field) => field.kind === 'text' && field.column.samples.some(has));
}

/** Of a name kept in several languages, the reader's. */
const isIn = ({ words }: Field, language: Language): boolean =>
  words.length === 1 || !languages.some((one) => one !== language && words.at(-1)?.text === one);

const knowsPlaces = (base: Entity): boolean =>
  [...reachable(base).keys()]
    .flatMap(({ fields }) => fields)
    .some(
      (field) => !isOpen(field) && field.kind === 'text' && means(field.words, 'city', 'country'),
    );

const isProse = ({ words }: Field): boolean =>
  saysAny(words, 'detail', 'description', 'comment', 'note', 'text', 'url', 'content', 'body');

/** Columns that tell kinds of rows apart: «online orders» may be a channel or a status. */
const kindsOf = (entity: Entity): Field[] =>
  entity.fields
    .filter((field) => mayHaveMore(field) && !means(field.words, 'email', 'phone', 'address'))
    .filter((field) => !labelOf(entity, 'en').includes(field) && !isProse(field))
    .slice(0, most);

const placeWords = ['city', 'state', 'region', 'country'];

const isPlace = (field: Field): boolean => means(field.table.words, 'store', ...placeWords);

/** The base a question would have without the phrase; null where it has none. */
function baseOf(catalog: Catalog, reading: Reading): Entity | null {
  const rest: Reading = { ...reading, unknown: [] };
  const subject = rest.subject?.links.find((link) => link.kind === 'entity');
  if (rest.wishes.length === 0 && rest.rank === null && subject?.kind === 'entity')
    return subject.entity;
  return chooseDraft(catalog, rest)?.ground.base ?? null;
}

/** Columns that hold countries: of that name, or the names of a table of countries. */
function countriesNear(base: Entity, labels: readonly Field[]): Field[] {
  const countries = placesNear(base, 'country');
  const plain = countries.filter(({ words }) => words.length === 1);
  const named = labels.filter((field) => means(field.table.words, 'country'));
  return [...new Set([...named, ...(plain.length > 0 ? plain : countries)])];
}

/** The columns in which the phrase may be looked for; a country only where countries are. */
export function columnsFor(catalog: Catalog, reading: Reading, phrase: Unknown): Field[] {
  const base = baseOf(catalog, reading);
  if (base === null) return [];
  const script = /[\u0600-\u06ff]/.test(phrase.text) ? reading.language : 'en';
  const owner = phrase.of?.links.find((link) => link.kind === 'entity');
  if (owner?.kind === 'entity') return columnsOf(owner.entity, script, phrase);
  if (!phrase.named) return [];
  const labels = labelsNear(base, script);
  const holding = containing(base, phrase.text).filter((field) => isIn(field, reading.language));
  if (holding.length > 0) {
    // «coffee» may be the category, or in the name of what belongs to it.
    const members = labels.filter(({ table }) =>
      table.edges.some((edge) => !edge.many && holding.some((one) => one.table === edge.to)),
    );
    return [...new Set([...holding, ...members])].slice(0, most);
  }
  const countries = countryNames(phrase.text).length > 0 ? countriesNear(base, labels) : [];
  if (countries.length > 0) return countries.slice(0, most);
  if (!phrase.place) return labels.slice(0, most);
  const places = [...labels.filter(isPlace), ...placesNear(base, ...placeWords)];
  // Where all cities are known, what is none of them is no person's name either.
  if (knowsPlaces(base) && script === 'en') return places.slice(0, most);
  return [...new Set([...places, ...labels])].slice(0, most);
}

/** Where a word that stands beside a thing may belong: its name, or what tells its kinds apart. */
function columnsOf(entity: Entity, script: Language, phrase: Unknown): Field[] {
  const labels = phrase.named ? labelOf(entity, script).filter(isOpen).slice(0, 1) : [];
  return [...labels, ...kindsOf(entity)].slice(0, most);
}

/** The phrase as a condition on a column; a country by any of its English names. */
export function conditionOn(field: Field, phrase: Unknown): FilterWish {
  const mention = { text: phrase.text, start: phrase.start, end: phrase.end };
  const holdsCountries = means(field.words, 'country') || means(field.table.words, 'country');
  const names = holdsCountries ? countryNames(phrase.text) : [];
  if (names.length === 0) {
    const of = { ...mention, links: [{ kind: 'field', field, score: 1 } as const] };
    return { kind: 'text', of, mode: 'contains', text: phrase.text, negate: false };
  }
  const links = names.map((value) => ({ kind: 'value', field, value, score: 1 }) as const);
  return { kind: 'values', of: [{ ...mention, links }], negate: false };
}
