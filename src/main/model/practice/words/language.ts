import type { Language } from '../../../../preload/contract/answer.ts';

/** Words that only one of the two languages has, for texts without letters of Persian's own. */
const persian =
  /(?:^|\s)(?:در|از|به|را|چند|است|سال|هر|ماه|تعداد|برای|بر|سه|دو|این|ما|با|فروش|سلام)(?=\s|$|[؟?.,،])/u;
const arabic = /[ةىأإؤئً]|(?:^|\s)(?:ال\S+|في|من|ما|كم|هل|على|حسب|لكل|عدد)(?=\s|$|[؟?.,،])/u;

/** The language a question is asked in, by its script and letters. */
export function languageOf(text: string): Language {
  const arabicLetters = text.match(/[\u0600-\u06ff]/g)?.length ?? 0;
  const latinLetters = text.match(/[a-z]/gi)?.length ?? 0;
  if (arabicLetters === 0 || latinLetters > arabicLetters * 3) return 'en';
  if (/[پچژگ]|[\u06a9\u06cc]/.test(text)) return 'fa';
  if (persian.test(text) && !/[ةىأإ]/.test(text)) return 'fa';
  return arabic.test(text) || !persian.test(text) ? 'ar' : 'fa';
}
