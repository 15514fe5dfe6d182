import { describe, expect, it } from 'vitest';
import ar from '../../resources/locales/ar.json' with { type: 'json' };
import en from '../../resources/locales/en.json' with { type: 'json' };
import fa from '../../resources/locales/fa.json' with { type: 'json' };
import { DiwanError } from '../../src/main/lib/errors.ts';
import { say, sayError } from '../../src/main/lib/i18n.ts';
import { actions } from '../../src/main/people/policy.ts';
import { type Language, languages } from '../../src/preload/contract/answer.ts';
import { contract } from '../../src/preload/contract/contract.ts';
import { type ErrorCode, errorCodes } from '../../src/preload/contract/errors.ts';

/** What may fill an error's sentence; a code that is not here has no holes. */
const errorParams: Partial<Record<ErrorCode, readonly string[]>> = {
  config_invalid: ['problems'],
  store_newer: ['file', 'folder', 'version', 'newest'],
  store_corrupt: ['file', 'folder', 'setting'],
  store_locked: ['file', 'folder'],
  secret_missing: ['name'],
  port_in_use: ['port'],
  not_allowed: ['action'],
  not_found: ['what'],
  invalid_input: ['field', 'problem'],
  already_exists: ['what', 'name'],
  conflict: ['what'],
  sign_in_locked: ['minutes'],
  rate_limited: ['seconds'],
  queue_full: ['waiting'],
  budget_exhausted: ['scope', 'period'],
  grants_not_accepted: ['name'],
  connection_string_invalid: ['reason', 'why'],
  db_unknown_host: ['host'],
  db_refused: ['host', 'port'],
  db_no_answer: ['host', 'port', 'seconds'],
  db_tls: ['host', 'reason'],
  db_login_failed: ['user'],
  db_no_such_database: ['database'],
  db_timeout: ['seconds'],
  db_permission: ['reason'],
  db_engine_error: ['reason'],
  db_file_missing: ['path'],
  db_host_forbidden: ['host'],
  sql_refused: ['code', 'reason'],
  model_no_key: ['model', 'variable'],
  model_key_refused: ['model', 'stage', 'reason'],
  model_not_found: ['model', 'stage', 'reason'],
  model_price_unknown: ['model'],
  mail_bad_address: ['address'],
  mail_recipient_not_allowed: ['address'],
  mail_refused: ['reason'],
  mail_tls: ['reason'],
  mail_unreachable: ['host'],
};

type Tree = { readonly [key: string]: string | Tree };
const catalogues: Record<Language, Tree> = { en, ar, fa };

const plural = /_(zero|one|two|few|many|other)$/;
const forms: Record<Language, string[]> = {
  en: ['one', 'other'],
  fa: ['one', 'other'],
  ar: ['few', 'many', 'one', 'other', 'two', 'zero'],
};

function flat(tree: Tree, before = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[before + key, value] as [string, string]]
      : flat(value, `${before}${key}.`),
  );
}

const keysOf = (language: Language) =>
  [...new Set(flat(catalogues[language]).map(([key]) => key.replace(plural, '')))].sort();
const holes = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map(([, name]) => name).sort();

/** What a page calls for is written in the activity log by its name. */
const noted = Object.entries(contract)
  .filter(([name, { kind }]) => kind === 'command' || name.endsWith('.export'))
  .map(([name]) => name)
  .sort();

describe('the locales', () => {
  it('have words for each act of the window that is noted', () => {
    const { calls } = en.window.activity;
    expect(flat(calls).map(([name]) => name)).toEqual(expect.arrayContaining(noted));
  });

  it.each(['ar', 'fa'] as const)('hold the same keys in %s as in English', (language) => {
    expect(keysOf(language)).toEqual(keysOf('en'));
  });

  it.each(languages)('know every plural form of %s', (language) => {
    const byKey = Map.groupBy(
      flat(catalogues[language]).filter(([key]) => plural.test(key)),
      ([key]) => key.replace(plural, ''),
    );
    for (const [key, found] of byKey) {
      const given = found.map(([one]) => plural.exec(one)?.[1] ?? '').sort();
      expect([key, given]).toEqual([key, forms[language]]);
    }
  });

  it('fill the same holes in every language', () => {
    const english = new Map(flat(en).map(([key, text]) => [key.replace(plural, ''), text]));
    for (const language of ['ar', 'fa'] as const) {
      for (const [key, text] of flat(catalogues[language])) {
        const known = new Set([
          'count',
          'shown',
          ...holes(english.get(key.replace(plural, '')) ?? ''),
        ]);
        expect([key, holes(text).filter((name) => !known.has(name))]).toEqual([key, []]);
      }
    }
  });

  it.each(languages)('have a sentence for every error in %s, of params that exist', (language) => {
    const sentences = catalogues[language].errors as Tree;
    expect(Object.keys(sentences).sort()).toEqual([...errorCodes].sort());
    for (const code of errorCodes) {
      const text = String(sentences[code]);
      const known: readonly string[] = errorParams[code] ?? [];
      expect([code, holes(text).filter((name) => !known.includes(name ?? ''))]).toEqual([code, []]);
      // Doors send these as HTML too: no sign of it may stand in them.
      expect(text).not.toMatch(/[<>&]/);
    }
  });

  it.each(languages)('name every action of the access table in %s', (language) => {
    for (const action of actions) {
      const { message } = sayError(language, new DiwanError('not_allowed', { params: { action } }));
      expect(message).toContain(say(language, `action.${action}`));
      expect(message).not.toContain('$t');
    }
  });

  it('put a general word where a name is not known', () => {
    const error = new DiwanError('not_found', { params: { what: 'something new' } });
    expect(sayError('en', error).message).toBe(
      'I could not find that. Perhaps it was removed; check the name and try again.',
    );
  });

  it('take what fills a sentence as mere text', () => {
    const params = { host: '$t(action.change) {{port}}', port: 1 };
    const { message } = sayError('en', new DiwanError('db_refused', { params }));
    expect(message).toContain('$t(action.change) {{port}}');
  });
});
