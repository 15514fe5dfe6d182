import privatePhrases from '../../../../resources/knowledge/private.json' with { type: 'json' };
import type { Column, Table } from '../../../preload/contract/database.ts';
import { qualifiedName } from '../../../preload/contract/database.ts';
import type { Dictionary } from './dictionary.ts';
import { arabicForms, isArabicScript } from './script.ts';
import { splitWords } from './words.ts';

/** The owner's marks; each a `table.column` or, for all of its columns, a `table`. */
export interface PrivacyMarks {
  /** Never sampled. */
  private: readonly string[];
  /** May be sampled although the name sounds private. */
  open: readonly string[];
}

export const noMarks: PrivacyMarks = { private: [], open: [] };

/** Says whether a column must not be sampled. */
export type Privacy = (table: Table, column: Column) => boolean;

const phrases: readonly string[] = Object.values(privatePhrases)
  .join(',')
  .split(',')
  .map((phrase) => splitWords(phrase).join(' '));

/** The longest private phrase has three words. */
const longestPhrase = 3;

function soundsPrivate(words: readonly string[], known: ReadonlySet<string>): boolean {
  if (known.has(words.join(''))) return true;
  for (let at = 0; at < words.length; at++)
    for (let length = 1; length <= longestPhrase; length++)
      if (known.has(words.slice(at, at + length).join(' '))) return true;
  return words.some((word) => isArabicScript(word) && arabicForms(word).some((f) => known.has(f)));
}

/**
 * Columns whose names speak of secrets, identities, contacts, pay, health or a person's name are
 * private by default, in English, Arabic and Persian, abbreviations (dob, ssn, tel) included; the
 * list is resources/knowledge/private.json. The owner's marks win, `private` over `open`.
 */
export function privacyOf(marks: PrivacyMarks, dictionary: Dictionary): Privacy {
  const known = new Set([...phrases, ...phrases.map((phrase) => phrase.replaceAll(' ', ''))]);
  const fold = (list: readonly string[]) => new Set(list.map((name) => name.toLowerCase()));
  const [shut, open] = [fold(marks.private), fold(marks.open)];
  return (table, column) => {
    const name = qualifiedName(table).toLowerCase();
    const full = `${name}.${column.name.toLowerCase()}`;
    if (shut.has(name) || shut.has(full)) return true;
    if (open.has(name) || open.has(full)) return false;
    const words = splitWords(column.name);
    const spelled = words.flatMap((word) => {
      const long = dictionary.expand(word);
      return long.length > 0 ? long : [word];
    });
    return soundsPrivate(words, known) || soundsPrivate(spelled, known);
  };
}
