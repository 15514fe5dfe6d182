import { z } from 'zod';
import countriesJson from '../../../../../resources/practice/countries.json' with { type: 'json' };
import { phraseKey } from '../words/stem.ts';

/** Every country's names and spellings in English, Arabic and Persian (from Unicode's CLDR). */
const spellings = z.array(z.array(z.string())).parse(countriesJson);

const byName = new Map<string, readonly string[]>();
for (const names of spellings) for (const name of names) byName.set(phraseKey(name), names);

/** All the names of a country that is named in any of the languages; empty for other words. */
export const countryNames = (phrase: string): readonly string[] =>
  byName.get(phraseKey(phrase)) ?? [];
