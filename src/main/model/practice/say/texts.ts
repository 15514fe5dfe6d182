import { z } from 'zod';
import textsJson from '../../../../../resources/practice/texts.json' with { type: 'json' };
import { type Language, languages } from '../../../../preload/contract/answer.ts';

const texts = z.record(z.enum(languages), z.record(z.string(), z.string())).parse(textsJson);

export type TextKey = keyof typeof textsJson.en;

/** A sentence of the practice model in the language, its places filled. */
export const say = (
  language: Language,
  key: TextKey,
  values: Readonly<Record<string, string>> = {},
): string =>
  (texts[language][key] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const commas: Readonly<Record<Language, string>> = { en: ', ', ar: '، ', fa: '، ' };
export const list = (items: readonly string[], language: Language): string =>
  items.join(commas[language]);

export const quote = (text: string): string => `«${text}»`;
