import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../../src/main/sources/knowledge/build.ts';
import { renderDdl } from '../../../src/main/sources/knowledge/ddl.ts';
import { noExtras } from '../../../src/main/sources/knowledge/extras.ts';
import { pickTables } from '../../../src/main/sources/knowledge/pick.ts';
import { renderKnowledge } from '../../../src/main/sources/knowledge/render.ts';
import { textTokens } from '../../../src/main/sources/knowledge/tokens.ts';
import { dialects } from '../../../src/preload/contract/database.ts';
import { names, schemas } from './arbitrary.ts';
import { table } from './tables.ts';

const questions = fc.array(fc.oneof(names, fc.string()), { maxLength: 8 }).map((w) => w.join(' '));

describe('picking tables for a question', () => {
  it('never goes over the budget, tells the tokens and always answers the same', () => {
    fc.assert(
      fc.property(
        schemas(12),
        questions,
        fc.integer({ min: 1, max: 600 }),
        fc.constantFrom(...dialects),
        (tables, question, budget, dialect) => {
          const index = buildIndex({ dialect, tables }, noExtras);
          const pick = pickTables(index, question, budget);
          const text = renderDdl(dialect, pick.tables);
          expect(pick.tokens).toBeLessThanOrEqual(budget);
          if (pick.tables.length > 0) expect(pick.tokens).toBe(textTokens(text.length));
          expect(new Set(pick.tables).size).toBe(pick.tables.length);
          expect(pick.whole).toBe(pick.tables.length === tables.length);
          expect(pickTables(index, question, budget)).toEqual(pick);
        },
      ),
      { numRuns: 150 },
    );
  });

  const noise = Array.from({ length: 400 }, (_, n) => table(`noise_${n}`, ['id', `thing_${n}`]));
  const shop = [
    table('customers', ['id', 'name', 'city_id'], { city_id: 'cities' }),
    table('cities', ['id', 'title']),
    table('orders', ['id', 'customer_id', 'placed_on'], { customer_id: 'customers' }),
    table('order_lines', ['id', 'order_id', 'product_id', 'qty'], {
      order_id: 'orders',
      product_id: 'products',
    }),
    table('products', ['id', 'title', 'price']),
  ];
  const index = buildIndex({ dialect: 'postgres', tables: [...noise, ...shop] }, noExtras);
  const picked = (question: string, budget: number): string[] =>
    pickTables(index, question, budget).tables.map(({ name }) => name);

  it('joins what it picks by the tables between', () => {
    const found = picked('Which products did customers from each city get?', 200);
    for (const { name } of shop) expect(found).toContain(name);
  });

  it.each([
    'کدام مشتری‌ها بیشترین سفارش را دارند؟',
    'كم طلبية لكل عميل؟',
    'How many purchases per client?',
    'ordrs of custmers',
  ])('understands %s', (question) => {
    expect(picked(question, 120)).toEqual(expect.arrayContaining(['customers', 'orders']));
  });

  it.each([
    ['العملاء', 'Which customers live in each city?'],
    ['العملاء', 'مشتریان هر شهر'],
    ['فاکتورها', 'total of all invoices'],
    ['فاکتورها', 'مجموع الفواتير'],
    ['tbl_Prod_Qty', 'الكمية لكل منتج'],
    ['tbl_Prod_Qty', 'quantities of goods'],
  ])('finds %s for %s, whatever the languages', (name, question) => {
    const foreign = [
      table('العملاء', ['id', 'اسم', 'مدينة']),
      table('فاکتورها', ['id', 'مبلغ', 'تاریخ']),
      table('tbl_Prod_Qty', ['id', 'qty']),
    ];
    const other = buildIndex({ dialect: 'mssql', tables: [...noise, ...foreign] }, noExtras);
    expect(pickTables(other, question, 60).tables[0]?.name).toBe(name);
  });

  it('takes a quoted word for a value rather than a name, where values are known', () => {
    const cities = table('places', ['id', 'label']);
    const [, label] = cities.columns;
    if (label) label.samples = ['Products', 'Shiraz'];
    const known = buildIndex(
      { dialect: 'postgres', tables: [...noise, ...shop, cities] },
      noExtras,
    );
    const first = (question: string) => pickTables(known, question, 60).tables[0]?.name;
    expect(first('all about "Products"')).toBe('places');
    expect(first('all about products')).toBe('products');
  });

  it('reads only the beginning of a very long question', () => {
    const long = 'which "customers\' of \'cities" '.repeat(20_000);
    expect(picked(long, 120)).toEqual(picked(long.slice(0, 4_000), 120));
  });

  it('answers with the whole schema while it fits, in its own order', () => {
    const pick = pickTables(index, 'anything', 100_000);
    expect(pick.whole).toBe(true);
    expect(pick.tables.map(({ name }) => name)).toEqual([...noise, ...shop].map((t) => t.name));
  });
});

describe("owners' knowledge", () => {
  const tables = Array.from({ length: 200 }, (_, n) => table(`T${n}`, ['A', 'B', 'C', 'D', 'E']));
  const extras = {
    descriptions: [{ table: 'T17', column: 'B', text: 'moment the parcel left the depot' }],
    synonyms: [{ table: 'T42', column: null, words: ['loyalty club', 'باشگاه مشتریان'] }],
    glossary: [
      { term: 'churn', meaning: 'customers without an order for a year', tables: ['T99'] },
      { term: 'راندمان', meaning: 'output of the loyalty club', tables: [] },
    ],
    verified: [
      { question: 'What was the shrinkage last month?', sql: 'SELECT 1', tables: ['T150'] },
      { question: 'Who is on duty today?', sql: 'SELECT 2', tables: ['T7'] },
    ],
  };
  const index = buildIndex({ dialect: 'mssql', tables }, extras);

  it.each([
    ['When did the parcels leave the depot?', 'T17'],
    ['How big is our loyalty club?', 'T42'],
    ['تعداد اعضای باشگاه مشتریان', 'T42'],
    ['churn by region', 'T99'],
    ['shrinkage this month', 'T150'],
    ['راندمانها چقدر است؟', 'T42'],
  ])('%s finds %s first', (question, name) => {
    expect(pickTables(index, question, 100).tables[0]?.name).toBe(name);
  });

  it('reaches the prompt: glossary terms, like questions, descriptions', () => {
    const question = 'What was the churn and the shrinkage last month?';
    const shown = renderKnowledge(index, question, pickTables(index, question, 200));
    expect(shown.glossary).toBe('- churn: customers without an order for a year');
    expect(shown.examples).toBe('Q: What was the shrinkage last month?\nSQL: SELECT 1');
    const parcels = pickTables(index, 'parcels', 100);
    expect(renderKnowledge(index, 'parcels', parcels).ddl).toContain('moment the parcel left');
  });
});
