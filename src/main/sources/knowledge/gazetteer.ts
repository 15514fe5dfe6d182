import { foldScript } from './script.ts';
import { splitWords } from './words.ts';

/** The kinds of values a reader recognises on sight, and the concept their column would carry. */
const kinds = ['country', 'language', 'currency', 'month', 'week'] as const;
export type ValueKind = (typeof kinds)[number];

const languages = ['en', 'ar', 'fa'];
const languageCodes =
  'ar az bn bg ca zh hr cs da nl en et fi fr ka de el he hi hu id it ja ko ku ms no fa pl pt ro ru sr sk sl es sw sv th tr uk ur uz vi'.split(
    ' ',
  );
const currencyCodes =
  'USD EUR GBP JPY CNY INR RUB SAR AED EGP IRR IQD KWD QAR BHD OMR JOD TRY CHF CAD AUD BRL MXN ZAR CZK PLN SEK NOK DKK KRW'.split(
    ' ',
  );

function* regionCodes(): Generator<string> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const first of letters) for (const second of letters) yield first + second;
}

type Names = Map<string, ValueKind>;

function addNames(names: Names, kind: ValueKind, text: string | undefined, code = ''): void {
  if (text === undefined || text === code) return;
  const key = splitWords(foldScript(text)).join(' ');
  if (key.length > 2 && !names.has(key)) names.set(key, kind);
}

function addDisplayNames(names: Names, language: string): void {
  const display = (type: 'region' | 'language' | 'currency'): Intl.DisplayNames =>
    new Intl.DisplayNames([language], { type, fallback: 'none' });
  const [regions, tongues, money] = [display('region'), display('language'), display('currency')];
  for (const code of languageCodes) addNames(names, 'language', tongues.of(code));
  for (const code of regionCodes()) addNames(names, 'country', regions.of(code));
  for (const code of currencyCodes) addNames(names, 'currency', money.of(code));
}

function addCalendar(names: Names, language: string): void {
  const month = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  for (let m = 0; m < 12; m++) addNames(names, 'month', month.format(Date.UTC(2024, m, 15)));
  for (let d = 1; d <= 7; d++) addNames(names, 'week', weekday.format(Date.UTC(2024, 0, d)));
}

/**
 * Names of countries, languages, currencies, months and weekdays in English, Arabic and Persian,
 * as Unicode CLDR words them (through Intl), keyed by their split words joined with a space.
 */
export function buildGazetteer(): ReadonlyMap<string, ValueKind> {
  const names: Names = new Map();
  for (const language of languages) {
    addDisplayNames(names, language);
    addCalendar(names, language);
  }
  return names;
}
