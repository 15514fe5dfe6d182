import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planQuestion } from '../../../src/main/model/practice/plan.ts';
import { createSampleCompany } from '../../../src/main/sample/company.ts';
import type { Schema } from '../../../src/preload/contract/database.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { schemaOf } from './schema-of.ts';

const now = '2026-11-20T10:00:00.000Z';
const folder = temporaryFolder();
const page = readFileSync(resolve(import.meta.dirname, '../../../docs/practice-model.md'), 'utf8');

/** Rows of the page's table: number, kind, examples in English and in Arabic. */
const kinds = [...page.matchAll(/^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, number = '', kind = '', english = '', arabic = '']) => ({ number, kind, english, arabic }),
);
const examples = kinds.flatMap(({ number, kind, english, arabic }) =>
  [english, arabic]
    .flatMap((text) => text.split(' · '))
    .filter((text) => text !== '–')
    .map((text) => [number, kind, text.replace(' (Persian)', '')] as const),
);

let db: Database.Database;
let schema: Schema;
beforeAll(() => {
  const file = join(folder.path, 'sample.sqlite');
  createSampleCompany(file, new Date(now));
  db = new Database(file, { readonly: true });
  schema = schemaOf(file);
});
afterAll(() => {
  db.close();
  folder[Symbol.dispose]();
});

describe('the page about the practice model', () => {
  it('lists at least forty kinds of question', () => {
    expect(kinds.length).toBeGreaterThanOrEqual(40);
    expect(kinds.map(({ number }) => Number(number))).toEqual(kinds.map((_, index) => index + 1));
  });

  it.each(examples)('%s %s: %s', (_number, _kind, question) => {
    const before = {
      role: 'user',
      text: 'ما إجمالي المبيعات حسب المنطقة في العام الماضي؟',
    } as const;
    const messages = [before, { role: 'user', text: question } as const];
    const plan = planQuestion({ kind: 'plan', question, schema, now, previous: null }, messages);
    if (plan.way === 'conversation') return expect(plan.answer).not.toBeNull();
    expect(plan.way).toMatch(/^(?:sql|email)$/);
    return expect(
      db
        .prepare(plan.sql ?? '')
        .raw()
        .all().length,
    ).toBeGreaterThan(0);
  });
});
