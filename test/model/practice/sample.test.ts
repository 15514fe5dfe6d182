import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planQuestion } from '../../../src/main/model/practice/plan.ts';
import { createSampleCompany } from '../../../src/main/sample/company.ts';
import type { Schema } from '../../../src/preload/contract/database.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { type Case, comparisons, counts, groups, ranks, rows, times } from './sample-questions.ts';
import { schemaOf } from './schema-of.ts';

const now = '2026-11-20T10:00:00.000Z';
const folder = temporaryFolder();
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

const all = (sql: string): unknown[] => db.prepare(sql).raw().all();

const check = ([question, sql]: Case): void => {
  const plan = planQuestion({ kind: 'plan', question, schema, now, previous: null }, []);
  expect(plan).toMatchObject({ way: 'sql', clarify: null });
  const rows = all(plan.sql ?? '');
  expect(rows).toEqual(all(sql));
  expect(rows.length).toBeGreaterThan(0);
};

describe('the practice model on the sample company', () => {
  it.each(counts)('counts: %s', (...one) => check(one));
  it.each(groups)('groups: %s', (...one) => check(one));
  it.each(ranks)('ranks: %s', (...one) => check(one));
  it.each(times)('times: %s', (...one) => check(one));
  it.each(comparisons)('compares: %s', (...one) => check(one));
  it.each(rows)('finds: %s', (...one) => check(one));
});
