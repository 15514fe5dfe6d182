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

/** A text cut at its holes: what stands before, between and behind them. */
interface Template {
  texts: readonly string[];
  names: readonly string[];
  /** Other keys are named in it: i18next has to put it together. */
  nested: boolean;
}

/** Looked up once: i18next takes ten times as long as the rest of a message. */
const templates = new Map<string, Template>();

function templateOf(language: Language, key: string, { count }: Params): Template {
  const form = typeof count === 'number' ? pluralForms[language].select(count) : '';
  const name = `${language} ${key} ${form}`;
  const known = templates.get(name);
  if (known !== undefined) return known;
  const options = { lng: language, skipInterpolation: true, ...(form && { count }) };
  const template = cut(catalogue.t(key, options));
  templates.set(name, template);
  return template;
}

function cut(template: string): Template {
  const pieces = template.split(/{{\s*(\w+)\s*}}/);
  return {
    texts: pieces.filter((_, at) => at % 2 === 0),
    names: pieces.filter((_, at) => at % 2 === 1),
    nested: template.includes('$t('),
  };
}

const asItIs = (text: string): string => text;

/**
 * The text of a locale key in a language; plurals follow `params.count`. What fills it goes
 * through `dress`, numbers in the language's digits.
 */
export function say(language: Language, key: string, params: Params = {}, dress = asItIs): string {
  const { texts, names, nested } = templateOf(language, key, params);
  if (nested) return nest(language, key, params, dress);
  let said = texts[0] ?? '';
  for (const [at, name] of names.entries()) {
    const value = params[name];
    said += typeof value === 'number' ? digits(language, String(value)) : dress(value ?? '…');
    said += texts[at + 1] ?? '';
  }
  return said;
}

function nest(language: Language, key: string, params: Params, dress: typeof asItIs): string {
  const dressed = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : dress(value),
  ]);
  return catalogue.t(key, { ...(Object.fromEntries(dressed) as Params), lng: language });
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
