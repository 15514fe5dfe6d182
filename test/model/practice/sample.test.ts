import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planQuestion } from '../../../src/main/model/practice/plan.ts';
import { createSampleCompany } from '../../../src/main/sample/company.ts';
import type { Schema } from '../../../src/preload/contract/database.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { beyond, sideBySide, stock, superlatives, unclear } from './newcomer-questions.ts';
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
  it.each(stock)('knows the stock: %s', (...one) => check(one));
  it.each(superlatives)('knows what is most: %s', (...one) => check(one));
  it.each(sideBySide)('sets side by side: %s', (...one) => check(one));

  it.each(beyond)('says that it cannot: %s', (question) => {
    const plan = planQuestion({ kind: 'plan', question, schema, now, previous: null }, []);
    expect(plan).toMatchObject({ way: 'none', sql: null });
  });

  it.each(unclear)('asks back: %s', (question, options) => {
    const plan = planQuestion({ kind: 'plan', question, schema, now, previous: null }, []);
    expect(plan).toMatchObject({ way: 'clarify', sql: null, clarify: { options } });
  });

  it.each([
    'Sales in Q3 compared to the same quarter a year before',
    'compare sales of Q3 with the same quarter last year',
    'مبيعات الربع الثالث مقارنة بالربع نفسه من العام الماضي',
    'مقایسه فروش سه ماهه سوم با همان سه ماهه سال گذشته',
  ])('compares a period with itself a year before: %s', (question) => {
    const plan = planQuestion({ kind: 'plan', question, schema, now, previous: null }, []);
    const rows = db
      .prepare(plan.sql ?? '')
      .raw()
      .all() as unknown[][];
    const sales = (year: number) =>
      db
        .prepare(
          `SELECT ROUND(SUM(quantity * unit_price * (1 - discount_rate)), 2) FROM order_lines
           JOIN orders ON orders.id = order_id WHERE order_date >= ? AND order_date < ?`,
        )
        .pluck()
        .get(`${year}-07-01`, `${year}-10-01`);
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ['Q3 2025', sales(2025)],
      ['Q3 2026', sales(2026)],
    ]);
  });

  it.each([
    ['Delete all orders', 'I only read'],
    ['please drop the table customers', 'I only read'],
    ['update prices by 10 %', 'I only read'],
    ['احذف كل الطلبات', 'أنا أقرأ فقط'],
    ['همه سفارش‌ها را پاک کن', 'من فقط می‌خوانم'],
  ])('says that it only reads: «%s»', (question, said) => {
    const plan = planQuestion({ kind: 'plan', question, schema, now, previous: null }, []);
    expect(plan).toMatchObject({ way: 'none', sql: null, answer: expect.stringContaining(said) });
  });

  it.each(rows)('finds: %s', (...one) => check(one));
});
