import i18next from 'i18next';
import ar from '../../../resources/locales/ar.json' with { type: 'json' };
import en from '../../../resources/locales/en.json' with { type: 'json' };
import fa from '../../../resources/locales/fa.json' with { type: 'json' };
import type { Language } from '../../preload/contract/answer.ts';
import type { WireError } from '../../preload/contract/errors.ts';
import { toDiwanError } from './errors.ts';
import { digits } from './locale.ts';

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

const pluralForms: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules('en'),
  ar: new Intl.PluralRules('ar'),
  fa: new Intl.PluralRules('fa'),
};

/** Looked up once: i18next takes ten times as long as the rest of a message. */
const templates = new Map<string, string>();

function templateOf(language: Language, key: string, params: Params): string {
  const { count } = params;
  const form = typeof count === 'number' ? pluralForms[language].select(count) : '';
  const name = `${language} ${key} ${form}`;
  const known = templates.get(name);
  if (known !== undefined) return known;
  const options = { lng: language, skipInterpolation: true, ...(form && { count }) };
  const template = catalogue.t(key, options);
  templates.set(name, template);
  return template;
}

/** The text of a locale key in a language; plurals follow `params.count`. */
export function say(language: Language, key: string, params: Params = {}): string {
  const template = templateOf(language, key, params);
  if (template.includes('$t(')) return catalogue.t(key, { ...params, lng: language });
  return template.replace(/{{\s*(\w+)\s*}}/g, (_, name: string) => {
    const value = params[name] ?? '…';
    return typeof value === 'number' ? digits(language, String(value)) : value;
  });
}

/** Any error as a sentence for a person: what happened and what to do. */
export function sayError(language: Language, thrown: unknown): WireError {
  const error = toDiwanError(thrown);
  return {
    code: error.code,
    message: say(language, `errors.${error.code}`, error.params),
    params: error.params,
  };
}
