import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { audit, window as en } from '../../resources/locales/en.json';
import type { Language } from '../preload/contract/answer.ts';
import { formatFor, toLanguage } from './format.ts';

const key = 'diwan.language';

/** The windows' own texts, and the grant audit's, which every door words alike. */
const textsOf = (all: { window: object; audit: object }) => ({ ...all.window, audit: all.audit });

const others = {
  ar: async () => textsOf(await import('../../resources/locales/ar.json')),
  fa: async () => textsOf(await import('../../resources/locales/fa.json')),
};

export const isRtl = (language: Language): boolean => language !== 'en';

/** What this browser was last read in, else its own language where we speak it. */
export function rememberedLanguage(): Language {
  const wanted = localStorage.getItem(key) ?? navigator.language.slice(0, 2);
  return wanted === 'ar' || wanted === 'fa' ? wanted : 'en';
}

export async function startI18n(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: textsOf({ window: en, audit }) } },
    lng: 'en',
    fallbackLng: 'en',
    // React escapes by itself.
    interpolation: { escapeValue: true, useRawValueToEscape: true, escape: fitIn },
    react: { useSuspense: false },
  });
  await speak(language);
}

/**
 * A number is written as the language writes numbers; a name or a number keeps its own order
 * within a sentence that runs the other way (UAX #9).
 */
function fitIn(value: unknown): string {
  const language = toLanguage(i18next.language);
  const text = typeof value === 'number' ? formatFor(language).number(value) : String(value);
  return isRtl(language) ? `\u2068${text}\u2069` : text;
}

/** Loads a language's texts and turns the page into it. */
export async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await others[language]());
  await i18next.changeLanguage(language);
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  document.documentElement.dir = isRtl(language) ? 'rtl' : 'ltr';
}
