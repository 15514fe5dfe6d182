import BetterSqlite3 from 'better-sqlite3';

/** A small shop in a SQLite file: 300 orders in three regions. */
export function createShop(file: string): void {
  const database = new BetterSqlite3(file);
  database.exec(`
    CREATE TABLE orders (id INTEGER PRIMARY KEY, region TEXT, total REAL, ordered_on TEXT);
    INSERT INTO orders (region, total, ordered_on)
      SELECT CASE value % 3 WHEN 0 THEN 'North' WHEN 1 THEN 'South' ELSE 'الشرق' END,
        value * 10.5, '2025-0' || (1 + value % 9) || '-15'
      FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 300)
        SELECT value FROM n);`);
  database.close();
}

export const salesByRegion =
  'SELECT region, SUM(total) AS sales FROM orders GROUP BY region ORDER BY sales DESC';
