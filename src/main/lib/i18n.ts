import i18next from 'i18next';
import ar from '../../../resources/locales/ar.json' with { type: 'json' };
import en from '../../../resources/locales/en.json' with { type: 'json' };
import fa from '../../../resources/locales/fa.json' with { type: 'json' };
import type { Language } from '../../preload/contract/answer.ts';
import type { WireError } from '../../preload/contract/errors.ts';
import { toDiwanError } from './errors.ts';

const catalogue = i18next.createInstance({
  resources: { en: { translation: en }, ar: { translation: ar }, fa: { translation: fa } },
  fallbackLng: 'en',
  // Doors escape for themselves: HTML in Telegram and mail, React in the windows.
  interpolation: { escapeValue: false },
  // A sentence with a hole in it is still better than one with braces.
  missingInterpolationHandler: () => '…',
});
void catalogue.init();

export type Params = Readonly<Record<string, string | number>>;

/** The text of a locale key in a language; plurals follow `params.count`. */
export const say = (language: Language, key: string, params: Params = {}): string =>
  catalogue.t(key, { ...params, lng: language });

/** Any error as a sentence for a person: what happened and what to do. */
export function sayError(language: Language, thrown: unknown): WireError {
  const error = toDiwanError(thrown);
  return {
    code: error.code,
    message: say(language, `errors.${error.code}`, error.params),
    params: error.params,
  };
}
