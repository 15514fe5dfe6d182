import { z } from 'zod';
import idiomsJson from '../../../../../resources/practice/idioms.json' with { type: 'json' };
import type { Language } from '../../../../preload/contract/answer.ts';

const Pairs = z.array(z.tuple([z.string(), z.string()]).readonly());
const given = z.object({ en: Pairs, ar: Pairs, fa: Pairs }).parse(idiomsJson);

const compiled = (language: Language) =>
  given[language].map(([idiom, plain]) => [new RegExp(idiom, 'giu'), plain] as const);
const idioms = { en: compiled('en'), ar: compiled('ar'), fa: compiled('fa') };

/** Turns of phrase in the words of the grammar: «out of stock» is «with stock quantity equal to 0». */
export const withoutIdioms = (question: string, language: Language): string =>
  idioms[language]
    .reduce((text, [idiom, plain]) => text.replace(idiom, plain), question)
    .replace(/ {2,}/g, ' ')
    .trim();
