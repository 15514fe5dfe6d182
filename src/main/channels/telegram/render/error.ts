import type { Language } from '../../../../preload/contract/answer.ts';
import { toDiwanError } from '../../../lib/errors.ts';
import { say } from '../../../lib/i18n.ts';
import { isolate } from './direction.ts';
import { escaped, type Html } from './html.ts';

/** These name words of the locales themselves. */
const names = new Set(['action', 'what', 'field', 'period', 'why']);

/** What happened and what to do next. What fills the sentence is foreign and escaped. */
export function sentenceOf(language: Language, thrown: unknown): Html {
  const { code, params } = toDiwanError(thrown);
  const filled = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'number' || names.has(name) ? value : isolate(language, value),
  ]);
  return escaped(say(language, `errors.${code}`, Object.fromEntries(filled)));
}
