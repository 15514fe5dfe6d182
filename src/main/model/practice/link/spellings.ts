import { z } from 'zod';
import citiesJson from '../../../../../resources/practice/cities.json' with { type: 'json' };
import valuesJson from '../../../../../resources/practice/values.json' with { type: 'json' };
import { phraseKey } from '../words/stem.ts';

/** Cities of the region and the world, and words that tables hold in English, in three languages. */
const spellings = z.array(z.array(z.string())).parse([...citiesJson, ...valuesJson]);

const byName = new Map<string, readonly string[]>();
for (const names of spellings) for (const name of names) byName.set(phraseKey(name), names);

/** All spellings of what is named in any of the languages; empty for other words. */
export const spellingsOf = (phrase: string): readonly string[] =>
  byName.get(phraseKey(phrase)) ?? [];
