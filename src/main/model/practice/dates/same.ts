import { phraseOf } from '../words/lexicon.ts';
import { moveYears, type Period } from './period.ts';
import { type Text, word } from './simple.ts';

const all = (...parts: readonly (readonly string[])[]): string[] =>
  parts.reduce<string[]>(
    (heads, tails) =>
      heads.flatMap((head) => tails.map((tail) => `${head} ${tail}`.trim().replace(/ +/g, ' '))),
    [''],
  );

const ends = {
  en: all(
    ['', 'the', 'a', 'one'],
    ['last year', 'previous year', 'prior year', 'year before', 'year earlier', 'year ago'],
  ),
  ar: ['العام الماضي', 'السنة الماضية', 'العام السابق', 'السنة السابقة', 'العام الذي قبله'],
  fa: ['سال گذشته', 'سال قبل', 'سال پیش', 'سال پیشین', 'سال قبلش'],
};
const arabicUnits = ['ربع', 'شهر', 'فترة', 'مدة', 'نصف'];
const persianUnits = ['سه ماهه', 'سه‌ماهه', 'فصل', 'ماه', 'دوره', 'مدت', 'نیمه'];

/** «the same quarter a year before», «الربع نفسه من العام الماضي», «همان فصل سال قبل». */
const phrases = new Set(
  [
    ...all(
      ['', 'the'],
      ['same'],
      ['quarter', 'month', 'period', 'week', 'half', 'time'],
      ['', 'of', 'in'],
      ends.en,
    ),
    ...all(['a', 'one', 'the'], ['year before', 'year earlier']),
    ...all(
      arabicUnits.flatMap((unit) =>
        ['ال', 'بال', 'وال', 'لل'].flatMap((head) => [
          `${head}${unit} نفسه`,
          `${head}${unit} نفسها`,
          `${head}${unit} ذاته`,
        ]),
      ),
      ['', 'من', 'في'],
      ends.ar,
    ),
    ...all(
      ['نفس', 'بنفس', 'ونفس'],
      arabicUnits.map((unit) => `ال${unit}`),
      ['', 'من', 'في'],
      ends.ar,
    ),
    ...all(['همان', 'همین'], persianUnits, ['', 'در', 'از'], ends.fa),
    ...all(['دوره', 'مدت', 'فصل', 'ماه'], ['مشابه'], ['', 'در'], ends.fa),
  ].map(phraseOf),
);
const longest = 9;

/** The period said before this place, a year earlier. */
export function readSame(
  text: Text,
  at: number,
  before: Period | undefined,
): { period: Period; to: number } | null {
  if (before === undefined || before.length === 'year' || before.from === null) return null;
  for (let size = longest; size >= 3; size -= 1) {
    const said = Array.from({ length: size }, (_, n) => word(text, at + n)).join(' ');
    if (phrases.has(said)) return { period: moveYears(before, -1), to: at + size };
  }
  return null;
}
