import type { Language } from '../../../../preload/contract/answer.ts';

/** Words that only one of the two languages has, for texts without letters of Persian's own. */
const persian =
  /(?:^|\s)(?:در|از|به|را|چند|است|سال|هر|ماه|تعداد|برای|بر|سه|دو|این|با|فروش|سلام|درود|ممنون|مرسی|سپاس|راهنما|چطور)(?=\s|$|[؟?.,،])/u;
const arabic = /[ةىأإؤئً]|(?:^|\s)(?:ال\S+|في|من|ما|كم|هل|على|حسب|لكل|عدد)(?=\s|$|[؟?.,،])/u;

/** Whether the letters leave the language open: «فقط 2024» may be Arabic or Persian, «2024» any. */
export const isUndecided = (text: string): boolean =>
  !/[a-z]/i.test(text) &&
  !/[پچژگةىأإؤئً\u06a9\u06cc\u064a\u0643\u06f0-\u06f9\u0660-\u0669]/.test(text) &&
  !persian.test(text) &&
  !arabic.test(text);

/** The language a question is asked in, by its script and letters. */
export function languageOf(text: string): Language {
  const arabicLetters = text.match(/[\u0600-\u06ff]/g)?.length ?? 0;
  const latinLetters = text.match(/[a-z]/gi)?.length ?? 0;
  if (arabicLetters === 0 || latinLetters > arabicLetters * 3) return 'en';
  if (/[پچژگ]|[\u06a9\u06cc]|[\u06f0-\u06f9]/.test(text)) return 'fa';
  if (persian.test(text) && !/[ةىأإ]/.test(text)) return 'fa';
  return arabic.test(text) || !persian.test(text) ? 'ar' : 'fa';
}
