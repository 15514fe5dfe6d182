/** What columns of an answer are called, in the language of the question. */
import { z } from 'zod';
import grainsJson from '../../../../../resources/practice/grain-names.json' with { type: 'json' };
import titlesJson from '../../../../../resources/practice/titles.json' with { type: 'json' };
import { type Language, languages } from '../../../../preload/contract/answer.ts';
import { type Grain, grains } from '../dates/period.ts';
import type { Title } from '../query/bound.ts';
import { type Entity, type Field, saysAny, type Word } from '../schema/catalog.ts';
import { conceptLabel } from '../words/lexicon.ts';
import { stems } from '../words/stem.ts';

const keys = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'revenue',
  'orderValue',
  'units',
  'profit',
  'margin',
  'returnRate',
  'stockValue',
  'sales',
  'ratio',
  'share',
  'change',
  'changePercent',
  'running',
  'place',
  'period',
] as const;
export type TitleKey = (typeof keys)[number];

const titles = z.record(z.enum(languages), z.record(z.enum(keys), z.string())).parse(titlesJson);
const grainNames = z
  .record(z.enum(languages), z.record(z.enum(grains), z.string()))
  .parse(grainsJson);

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const snake = (words: readonly Word[]): string => words.map(({ text }) => text).join('_');

const isArabic = (name: string): boolean => /[\u0600-\u06ff]/.test(name);

/** Words that a name can do without in another language: `unit_price` is the price. */
const dispensable = ['unit', 'on', 'at', 'is', 'no', 'number', 'id'];

function wordLabel(word: Word, language: Language, many: boolean): string | undefined {
  const concept =
    word.concepts.find((one) => conceptLabel(one, 'en') === word.stems[0]) ?? word.concepts[0];
  return concept === undefined ? undefined : conceptLabel(concept, language, many);
}

/** A name in the reader's language where its notions are known: `order_date` is «تاريخ الطلب». */
function translate(words: readonly Word[], language: Language, many = false): string | null {
  const said = words.filter(({ text }) => text !== language && !dispensable.includes(text));
  const labels = (said.length > 0 ? said : words).map((word) => wordLabel(word, language, many));
  if (language === 'en') return labels.includes(undefined) ? null : labels.reverse().join('_');
  const [first, second] = labels;
  // Where not every word is known, the head alone says most: `final_grade` is the grade.
  if (labels.length > 2 || labels.includes(undefined)) return labels.at(-1) ?? null;
  if (first === undefined || second === undefined) return first ?? null;
  // English puts the head last; Arabic and Persian first, Arabic without its article.
  return `${second.replace(/^ال(?=.{2})/, '')} ${first}`;
}

/** Sunday to Saturday. */
export function weekdayNames(language: Language): string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2023, 0, 1 + day)));
}

export const titleText = (key: TitleKey, language: Language): string => titles[language][key];
export const grainName = (grain: Grain, language: Language): string => grainNames[language][grain];

/** A table's name for one of its rows (`customer`) or for many. */
export function entityName(entity: Entity, language: Language, many: boolean): string {
  const { table, words } = entity;
  if (isArabic(table.name)) {
    const said = translate(words, language, many && language !== 'ar');
    if (language === 'en') return many ? plural(said ?? table.name) : (said ?? table.name);
    return many ? table.name : (said ?? table.name);
  }
  const said = language === 'en' ? null : translate(words, language, many);
  if (said !== null) return said;
  const last = words.at(-1);
  const one = [...words.slice(0, -1).map(({ text }) => text), last?.stems[0] ?? ''].join('_');
  return many ? plural(one) : one;
}

export function fieldName(field: Field, language: Language): string {
  const { name } = field.column;
  if (isArabic(name)) return (language === 'en' ? translate(field.words, language) : null) ?? name;
  return (language === 'en' ? null : translate(field.words, language)) ?? snake(field.words);
}

/** A foreign key without its `id`: what the other table is to this one. */
export function roleName(field: Field, language: Language): string {
  const words = field.words.filter((word) => !saysAny([word], 'id', 'fk', 'key', 'no', 'code'));
  return fieldName({ ...field, words: words.length > 0 ? words : field.words }, language);
}

const plurals: readonly [RegExp, string][] = [
  [/(s|x|z|ch|sh)$/, '$1es'],
  [/([^aeiou])y$/, '$1ies'],
  [/$/, 's'],
];

/** `country` -> `countries`; what is plural already stays. */
function plural(name: string): string {
  if (!/[a-z]$/.test(name) || stems(name.split('_').at(-1) ?? '')[0] !== name.split('_').at(-1))
    return name;
  const rule = plurals.find(([shape]) => shape.test(name));
  return rule === undefined ? name : name.replace(rule[0], rule[1]);
}

export function measureName(title: Title, language: Language): string {
  const wanted = titles[language][title.key];
  const name =
    title.entity === null
      ? title.field === null
        ? ''
        : title.key === 'count'
          ? plural(fieldName(title.field, language))
          : fieldName(title.field, language)
      : entityName(title.entity, language, true);
  const inner = title.inner === null ? '' : measureName(title.inner, language);
  // «total_total» says it twice.
  const text = title.key === 'sum' && /^total(?:_|$)/.test(name) ? '{name}' : wanted;
  return fill(text, { name, inner, per: perName(title.per, language) });
}

function perName(per: Title['per'], language: Language): string {
  if (per === null) return '';
  if (typeof per === 'string') return grainName(per, language);
  return 'column' in per ? fieldName(per, language) : entityName(per, language, false);
}
