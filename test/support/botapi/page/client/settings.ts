import type { Language, Localised } from '../model.ts';
import type { StringKey, Strings } from '../strings.ts';

/** Language, direction, theme and how this reader writes times and numbers. */
export class Settings {
  readonly #strings: Record<Language, Strings>;
  language: Language;
  theme: 'light' | 'dark';

  constructor(strings: Record<Language, Strings>) {
    this.#strings = strings;
    const asked = new URLSearchParams(location.search);
    this.language = this.#known(asked.get('lang') ?? this.#stored('lang') ?? navigator.language);
    const dark = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const theme = asked.get('theme') ?? this.#stored('theme') ?? dark;
    this.theme = theme === 'dark' ? 'dark' : 'light';
    this.apply();
  }

  apply(): void {
    const { documentElement: root } = document;
    root.lang = this.language;
    root.dir = this.language === 'en' ? 'ltr' : 'rtl';
    root.dataset.theme = this.theme;
  }

  setLanguage(language: string): void {
    this.language = this.#known(language);
    this.#store('lang', this.language);
    this.apply();
  }

  switchTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    this.#store('theme', this.theme);
    this.apply();
  }

  t(key: StringKey, values: Record<string, string | number> = {}): string {
    return this.#strings[this.language][key].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    );
  }

  /** One text out of several languages'. */
  pick<T>(text: Localised<T>): T {
    const several = typeof text === 'object' && text !== null && 'en' in text && 'fa' in text;
    return several ? text[this.language] : (text as T);
  }

  time(at: number): string {
    return this.#date(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }

  /** Today, yesterday, or the date. */
  day(at: number): string {
    const days = Math.round((this.#midnight(Date.now()) - this.#midnight(at)) / 86_400_000);
    if (days === 0) return this.t('today');
    if (days === 1) return this.t('yesterday');
    return this.#date(at, { day: 'numeric', month: 'long', year: 'numeric' });
  }

  sameDay(a: number, b: number): boolean {
    return this.#midnight(a) === this.#midnight(b);
  }

  size(bytes: number): string {
    const unit = bytes < 1000 ? 'byte' : bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
    const value = { byte: bytes, kilobyte: bytes / 1000, megabyte: bytes / 1e6 }[unit];
    const format = {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
      maximumFractionDigits: 1,
    } as const;
    return new Intl.NumberFormat(this.language, format).format(value);
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.language).format(value);
  }

  #date(at: number, format: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.language, format).format(at);
  }

  #midnight(at: number): number {
    return new Date(at).setHours(0, 0, 0, 0);
  }

  #known(language: string): Language {
    const short = language.slice(0, 2);
    return short === 'ar' || short === 'fa' ? short : 'en';
  }

  /** A browser may forbid storing; the page then forgets, and works. */
  #stored(key: string): string | null {
    try {
      return localStorage.getItem(`diwan-${key}`);
    } catch {
      return null;
    }
  }

  #store(key: string, value: string): void {
    try {
      localStorage.setItem(`diwan-${key}`, value);
    } catch {
      // Kept for this visit only.
    }
  }
}
