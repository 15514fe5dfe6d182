import { describe, expect, test } from 'vitest';
import { guards } from '../../../src/main/sources/guard/guards.ts';
import type { GuardRules } from '../../../src/main/sources/guard.ts';
import { dialects } from '../../../src/preload/contract/database.ts';

const rules: GuardRules = {
  tables: ['employees', 'orders', 'departments', 'hr.payroll'],
  hidden: ['employees.salary', 'hr.payroll.iban', 'secrets', 'audit.log'],
  columns: {
    employees: ['id', 'name', 'salary', 'department_id'],
    orders: ['id', 'employee_id', 'total'],
    departments: ['id', 'name'],
    'hr.payroll': ['id', 'iban'],
  },
  databases: ['archive'],
  functions: ['net_price', 'hr.bonus'],
};

const judge = (dialect: (typeof dialects)[number], sql: string, more: Partial<GuardRules> = {}) =>
  guards[dialect](sql, { ...rules, ...more });

describe.each(dialects)('%s: hidden columns', (dialect) => {
  test.each([
    'SELECT salary FROM employees',
    'SELECT SALARY FROM EMPLOYEES',
    'SELECT * FROM employees',
    'SELECT e.* FROM employees e',
    'SELECT id, employees.* FROM employees',
    'SELECT id * 2, * FROM employees',
    'SELECT MAX(e.salary) FROM employees AS e',
    'SELECT id FROM employees WHERE salary > 10',
    'SELECT id FROM employees GROUP BY id HAVING MAX(salary) > 1',
    'SELECT id FROM employees ORDER BY salary',
    'SELECT x FROM (SELECT salary AS x FROM employees) t',
    'SELECT * FROM (SELECT * FROM employees) t',
    'WITH c AS (SELECT * FROM employees) SELECT c.id FROM c',
    'SELECT o.id FROM orders o WHERE EXISTS (SELECT 1 FROM employees e WHERE e.salary > o.total)',
    'SELECT o.id FROM orders o JOIN employees e ON o.id = e.id WHERE (SELECT e.salary) > 3',
    'SELECT 1 FROM orders NATURAL JOIN employees',
    'SELECT 1 FROM orders JOIN employees USING (salary)',
    'SELECT id FROM orders UNION SELECT salary FROM employees',
    'SELECT (SELECT MAX(salary) FROM employees)',
    'SELECT orders.id, salary FROM orders, employees',
    'SELECT x FROM employees AS e (a, b, x, d)',
  ])('refuses %s', async (sql) => {
    expect((await judge(dialect, sql)).ok).toBe(false);
  });

  test.each([
    'SELECT id, name FROM employees',
    'SELECT COUNT(*) FROM employees',
    'SELECT id * 2, 3 * (id) FROM employees',
    'SELECT * FROM orders',
    'SELECT o.* FROM orders o JOIN employees e ON e.id = o.employee_id',
    'SELECT * FROM (SELECT id FROM employees) t',
    'WITH c AS (SELECT id, name FROM employees) SELECT * FROM c',
    'SELECT total AS salary FROM orders',
    "SELECT id FROM employees WHERE name = 'salary'",
    'SELECT d.name, COUNT(*) AS n FROM departments d JOIN employees e ON e.department_id = d.id GROUP BY d.name',
  ])('accepts %s', async (sql) => {
    expect(await judge(dialect, sql)).toMatchObject({ ok: true });
  });
});

describe('postgres: whole rows and other spellings', () => {
  test.each([
    'SELECT e FROM employees e',
    'SELECT employees FROM employees',
    'SELECT row_to_json(e) FROM employees e',
    'SELECT to_jsonb(employees) FROM employees',
    'SELECT e::text FROM employees AS e',
    'SELECT (e).salary FROM employees e',
    'SELECT (e).* FROM employees e',
    'SELECT salary(e) FROM employees e',
    'SELECT count(e) FROM employees e',
    'SELECT c FROM employees AS e(a, b, c, d)',
    'TABLE employees',
    "SELECT 'سلام', e FROM employees e",
    'SELECT array_agg(e) FROM (SELECT * FROM employees) e',
    'SELECT x FROM orders o, LATERAL (SELECT e FROM employees e) x',
    'SELECT U&"salary" FROM employees',
    'SELECT iban FROM hr.payroll',
  ])('refuses %s', async (sql) => {
    expect(await judge('postgres', sql)).toMatchObject({ ok: false });
  });
});

describe.each(dialects)('%s: tables', (dialect) => {
  test.each([
    ['SELECT id FROM secrets', 'hidden'],
    ['SELECT id FROM SECRETS', 'hidden'],
    ['SELECT id FROM orders JOIN secrets ON 1 = 1', 'hidden'],
    ['WITH secrets AS (SELECT 1 AS id) SELECT id FROM secrets', 'hidden'],
    ['SELECT id FROM nowhere', 'unknown_table'],
    ['SELECT id FROM orders, nowhere', 'unknown_table'],
    [
      'SELECT * FROM orders UNION SELECT * FROM (WITH nowhere AS (SELECT 1 AS id) SELECT * FROM nowhere) x',
      null,
    ],
    ['WITH a AS (SELECT 1 AS id) SELECT id FROM a JOIN orders USING (id)', null],
  ])('%s: %s', async (sql, code) => {
    const verdict = await judge(dialect, sql);
    expect(verdict.ok ? null : verdict.code).toBe(code);
  });

  test('a name is a common table expression only where it is in scope', async () => {
    const inner = '(WITH nowhere AS (SELECT 1 AS id) SELECT id FROM nowhere)';
    const verdict = await judge(dialect, `SELECT id FROM nowhere WHERE id IN ${inner}`);
    expect(verdict).toMatchObject({ ok: false, code: 'unknown_table' });
  });
});

describe('schemas and databases', () => {
  test.each([
    ['mssql', 'SELECT Id FROM dbo.Orders', { schema: 'dbo' }, null],
    ['mssql', 'SELECT Id FROM sales.Orders', { schema: 'dbo' }, 'unknown_table'],
    ['mssql', 'SELECT Id FROM hr.Payroll', {}, null],
    ['mssql', 'SELECT Id FROM Payroll', { schema: 'hr' }, null],
    ['mssql', 'SELECT Id FROM archive.dbo.Old', {}, null],
    ['mssql', 'SELECT Id FROM other.dbo.Old', {}, 'remote'],
    ['mssql', 'SELECT Id FROM archive.sys.tables', {}, 'system'],
    ['mssql', 'SELECT Id FROM audit.log', {}, 'hidden'],
    ['postgres', 'SELECT id FROM public.orders', { schema: 'public' }, null],
    ['postgres', 'SELECT id FROM public.orders', {}, 'unknown_table'],
    ['postgres', 'SELECT o.total, o.ctid FROM orders o', {}, null],
    ['postgres', 'SELECT o.do_harm FROM orders o', {}, 'function'],
    ['postgres', 'SELECT (o).do_harm FROM orders o', {}, 'function'],
    ['postgres', 'SELECT o.to_jsonb FROM orders o', {}, 'function'],
    ['postgres', 'SELECT e.to_jsonb FROM employees e', {}, 'function'],
    ['postgres', 'SELECT o.anything FROM (SELECT 1 AS anything) o', {}, null],
    ['postgres', 'WITH o AS (SELECT 1 AS x) SELECT o.x FROM o', {}, null],
    ['postgres', 'SELECT o.x FROM orders AS o (x, y, z)', {}, null],
    ['postgres', "SELECT 'orders'::regclass", {}, null],
    ['postgres', "SELECT 'secrets'::regclass", {}, 'hidden'],
    ['mysql', 'SELECT id FROM shop.orders', { schema: 'shop' }, null],
    ['mysql', 'SELECT id FROM shop.orders', {}, 'remote'],
    ['mysql', 'SELECT id FROM shop.secrets', { schema: 'shop' }, 'hidden'],
    ['mysql', 'SELECT id FROM archive.old', {}, null],
    ['sqlite', 'SELECT id FROM main.orders', {}, null],
    ['sqlite', 'SELECT id FROM main.secrets', {}, 'hidden'],
    ['sqlite', 'SELECT id FROM temp.orders', {}, 'remote'],
  ] as const)('%s: %s %j: %s', async (dialect, sql, more, code) => {
    const verdict = await judge(dialect, sql, more);
    expect(verdict.ok ? null : verdict.code).toBe(code);
  });

  test.each([
    ['mssql', 'SELECT hr.Bonus(id) FROM orders', null],
    ['postgres', 'SELECT NET_PRICE(total) FROM orders', null],
    ['mysql', 'SELECT net_price(total) FROM orders', null],
    ['postgres', 'SELECT other.net_price(total) FROM orders', 'function'],
  ] as const)('functions the owner lists: %s: %s', async (dialect, sql, code) => {
    const verdict = await judge(dialect, sql);
    expect(verdict.ok ? null : verdict.code).toBe(code);
  });
});
