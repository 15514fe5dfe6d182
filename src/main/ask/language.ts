import type { Language } from '../../preload/contract/answer.ts';

/** Letters that Persian has and Arabic has not. */
const persianOnly = /[پچژگکی]/;
const arabicOnly = /[ةىيكأإؤئ]/;
const arabicScript = /[\u0600-\u06FF]/;

/** The language of a text by its letters; the person's own where letters do not tell. */
export function languageOf(text: string, own: Language): Language {
  if (!arabicScript.test(text)) return /[a-z]{2}/i.test(text) ? 'en' : own;
  if (own === 'en') return persianOnly.test(text) && !arabicOnly.test(text) ? 'fa' : 'ar';
  if (persianOnly.test(text) && !arabicOnly.test(text)) return 'fa';
  if (arabicOnly.test(text) && !persianOnly.test(text)) return 'ar';
  return own;
}
