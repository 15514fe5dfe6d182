/** What columns of an answer are called, in the language of the question. */
import { z } from 'zod';
import grainsJson from '../../../../../resources/practice/grain-names.json' with { type: 'json' };
import titlesJson from '../../../../../resources/practice/titles.json' with { type: 'json' };
import { type Language, languages } from '../../../../preload/contract/answer.ts';
import { type Grain, grains } from '../dates/period.ts';
import type { Title } from '../query/bound.ts';
import type { Entity, Field, Word } from '../schema/catalog.ts';
import { conceptLabel } from '../words/lexicon.ts';

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
  'sales',
  'ratio',
  'share',
  'change',
  'changePercent',
  'running',
  'place',
] as const;
export type TitleKey = (typeof keys)[number];

const titles = z.record(z.enum(languages), z.record(z.enum(keys), z.string())).parse(titlesJson);
const grainNames = z
  .record(z.enum(languages), z.record(z.enum(grains), z.string()))
  .parse(grainsJson);

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const snake = (words: readonly Word[]): string => words.map(({ text }) => text).join('_');

/** A word of a name in the reader's language, where its notion is known. */
function translate(words: readonly Word[], language: Language, many = false): string | null {
  const said = words.map((word) => {
    const concept =
      word.concepts.find((one) => conceptLabel(one, 'en') === word.stems[0]) ?? word.concepts[0];
    return concept === undefined ? undefined : conceptLabel(concept, language, many);
  });
  return said.every((word) => word !== undefined) && said.length === 1 ? said.join(' ') : null;
}

export const titleText = (key: TitleKey, language: Language): string => titles[language][key];
export const grainName = (grain: Grain, language: Language): string => grainNames[language][grain];

/** A table's name for one of its rows (`customer`) or for many. */
export function entityName(entity: Entity, language: Language, many: boolean): string {
  const own = /[\u0600-\u06ff]/.test(entity.table.name);
  const said = language === 'en' || own ? null : translate(entity.words, language, many);
  if (said !== null) return said;
  if (many || own) return snake(entity.words);
  return [
    ...entity.words.slice(0, -1).map(({ text }) => text),
    entity.words.at(-1)?.stems[0] ?? '',
  ].join('_');
}

export function fieldName(field: Field, language: Language): string {
  const said = language === 'en' ? null : translate(field.words, language);
  return said ?? snake(field.words);
}

export function measureName(title: Title, language: Language): string {
  const text = titles[language][title.key];
  const name =
    title.entity === null
      ? title.field === null
        ? ''
        : fieldName(title.field, language)
      : entityName(title.entity, language, true);
  const inner = title.inner === null ? '' : measureName(title.inner, language);
  return fill(text, { name, inner, per: perName(title.per, language) });
}

function perName(per: Title['per'], language: Language): string {
  if (per === null) return '';
  if (typeof per === 'string') return grainName(per, language);
  return 'column' in per ? fieldName(per, language) : entityName(per, language, false);
}
