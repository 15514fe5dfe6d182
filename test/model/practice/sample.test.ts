import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planQuestion } from '../../../src/main/model/practice/plan.ts';
import { createSampleCompany } from '../../../src/main/sample/company.ts';
import type { Schema } from '../../../src/preload/contract/database.ts';
import { schemaOf } from './schema-of.ts';

const now = '2026-11-20T10:00:00.000Z';
const worth = 'l.quantity * l.unit_price * (1 - l.discount_rate)';
const sold = 'order_lines l JOIN orders o ON o.id = l.order_id';
const inStores = `${sold} JOIN stores s ON s.id = o.store_id JOIN regions r ON r.id = s.region_id`;

/** A question, and SQL written by hand whose rows must be its answer, in order. */
const cases: readonly (readonly [question: string, sql: string])[] = [
  [
    'What were total sales by region last year?',
    `SELECT r.name, ROUND(SUM(${worth}), 2) FROM ${inStores} WHERE o.order_date LIKE '2025%' GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    'ما إجمالي المبيعات حسب المنطقة في العام الماضي؟',
    `SELECT r.name_ar, ROUND(SUM(${worth}), 2) FROM ${inStores} WHERE o.order_date LIKE '2025%' GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    'فروش کل به تفکیک منطقه در سال گذشته',
    `SELECT r.name_fa, ROUND(SUM(${worth}), 2) FROM ${inStores} WHERE o.order_date LIKE '2025%' GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    'top 5 customers by revenue',
    `SELECT c.name, ROUND(SUM(${worth}), 2) FROM ${sold} JOIN customers c ON c.id = o.customer_id GROUP BY c.id ORDER BY 2 DESC LIMIT 5`,
  ],
  ['how many orders in March?', `SELECT COUNT(*) FROM orders WHERE order_date LIKE '2026-03-%'`],
  [
    'average order value by month this year',
    `SELECT substr(o.order_date, 1, 7), ROUND(SUM(${worth}) / COUNT(DISTINCT o.id), 2) FROM ${sold} WHERE o.order_date LIKE '2026%' GROUP BY 1 ORDER BY 1`,
  ],
];

let folder: string;
let db: Database.Database;
let schema: Schema;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-practice-'));
  const file = join(folder, 'sample.sqlite');
  createSampleCompany(file, new Date(now));
  db = new Database(file, { readonly: true });
  schema = schemaOf(file);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the practice model on the sample company', () => {
  it.each(cases)('%s', (question, sql) => {
    const plan = planQuestion({ kind: 'plan', question, schema, now, previous: null }, []);
    expect(plan.way).toBe('sql');
    const rows = db
      .prepare(plan.sql ?? '')
      .raw()
      .all();
    expect(rows).toEqual(db.prepare(sql).raw().all());
    expect(rows.length).toBeGreaterThan(0);
  });
});
