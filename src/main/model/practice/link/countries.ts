import { phraseKey } from '../words/stem.ts';

/** ISO 3166 codes that Intl knows a name for, found by asking it. */
function* codes(): Generator<string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const a of letters) for (const b of letters) yield a + b;
}

const spellings: Readonly<Record<string, readonly string[]>> = {
  US: ['usa', 'united states of america', 'america', 'us', 'أمريكا', 'آمریکا'],
  GB: ['uk', 'great britain', 'britain', 'بريطانيا', 'انگلستان', 'إنجلترا'],
  AE: ['uae', 'emirates', 'الإمارات', 'امارات'],
  SA: ['ksa', 'السعودية', 'عربستان', 'saudi'],
  TR: ['turkey', 'türkiye', 'تركيا'],
};

let byName: Map<string, string[]> | null = null;

/** Names of every country in the three languages, each to all its spellings. */
function build(): Map<string, string[]> {
  const names = ['en', 'ar', 'fa'].map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  );
  const index = new Map<string, string[]>();
  for (const code of codes()) {
    const own = names.map((name) => name.of(code)).filter((name) => name !== undefined);
    const keys = [...own, ...(spellings[code] ?? [])].map(phraseKey);
    for (const key of keys) index.set(key, [...(index.get(key) ?? []), ...keys]);
  }
  return index;
}

/** The other spellings, keys as `phraseKey` makes them, of a country named in any language. */
export function countriesIn(key: string): string[] {
  byName ??= build();
  return byName.get(key) ?? [];
}
