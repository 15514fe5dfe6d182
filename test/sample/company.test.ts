import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSampleCompany } from '../../src/main/sample/company.ts';

const now = new Date('2026-11-20T10:00:00Z');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-sample-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(file: string, sql: string): unknown {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(sql).raw().all();
  } finally {
    db.close();
  }
}

function make(name: string, at = now, seed?: string): string {
  const file = join(folder, name);
  createSampleCompany(file, at, seed);
  return file;
}

const yearly = `SELECT strftime('%Y', order_date), COUNT(*),
  ROUND(SUM(quantity * unit_price * (1 - discount_rate)), 2)
  FROM order_lines JOIN orders ON orders.id = order_id GROUP BY 1`;

describe('the sample company', () => {
  it('is the same for the same seed and date, to the cent', () => {
    expect(read(make('a.sqlite'), yearly)).toEqual([
      ['2024', 17187, 953406.84],
      ['2025', 19945, 1125306.56],
      ['2026', 19799, 1166538.16],
    ]);
    expect(readFileSync(make('b.sqlite')).equals(readFileSync(make('a.sqlite')))).toBe(true);
    expect(read(make('c.sqlite', now, 'another'), yearly)).not.toEqual(
      read(make('a.sqlite'), yearly),
    );
  });

  it('has every foreign key kept and every table filled', () => {
    const file = make('a.sqlite');
    expect(read(file, 'PRAGMA foreign_key_check')).toEqual([]);
    const tables = read(
      file,
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`,
    );
    expect(tables).toHaveLength(11);
    for (const [name] of tables as [string][])
      expect(read(file, `SELECT COUNT(*) > 0 FROM ${name}`)).toEqual([[1]]);
  });

  it('leaves yesterday as it was when a day passes', () => {
    const past = `SELECT order_date, customer_id, product_id, quantity, order_lines.unit_price
      FROM order_lines JOIN orders ON orders.id = order_id WHERE order_date <= '2026-11-20'`;
    const later = make('later.sqlite', new Date('2026-12-31T23:59:59Z'));
    expect(read(later, past)).toEqual(read(make('a.sqlite'), past));
    expect(read(later, 'SELECT MIN(order_date), MAX(order_date) FROM orders')).toEqual([
      ['2024-01-01', '2026-12-31'],
    ]);
  });

  it('has last year whole on the first day of a year', () => {
    const file = make('new-year.sqlite', new Date('2027-01-01T00:00:00Z'));
    expect(read(file, 'SELECT MIN(order_date), MAX(order_date) FROM orders')).toEqual([
      ['2025-01-01', '2027-01-01'],
    ]);
  });

  it('keeps a current file, and writes a damaged or older one anew', () => {
    const file = make('kept.sqlite');
    const written = statSync(file).mtimeMs;
    make('kept.sqlite');
    expect(statSync(file).mtimeMs).toBe(written);
    writeFileSync(file, 'no database');
    make('kept.sqlite');
    expect(read(file, yearly)).toHaveLength(3);
    make('kept.sqlite', new Date('2026-11-21T00:00:00Z'));
    expect(read(file, 'SELECT MAX(order_date) FROM orders')).toEqual([['2026-11-21']]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});
