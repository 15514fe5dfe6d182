import { describe, expect, it } from 'vitest';
import { loadDictionary } from '../../../src/main/sources/knowledge/dictionary.ts';
import { root, splitWords, stem } from '../../../src/main/sources/knowledge/words.ts';

const dictionary = loadDictionary();
const conceptsOf = (text: string): string[] =>
  dictionary.mentions(splitWords(text)).map(({ concept }) => concept);

describe('words of a name', () => {
  it.each([
    ['CustomerID', 'customer id'],
    ['cust_addr_2', 'cust addr 2'],
    ['HTTPServerURLs', 'http server url'],
    ['orderIDs', 'order id'],
    ['XMLHttpRequest', 'xml http request'],
    ['tblSalesOrderDetails', 'tbl sale order detail'],
    ['A11', 'a11'],
    ['address2', 'address 2'],
    ['first name', 'first name'],
    ['ORDER_LINES', 'order line'],
    ["Children's Cafés", 'child cafe'],
    ['countries classes boxes addresses status series', 'country class box address status series'],
    ['التقارير المالية', 'التقارير الماليه'],
    ['مشتری‌ها', 'مشتري ها'],
    ['كِتَابٌ ـــ أُخرى', 'كتاب اخري'],
    ['سال ۱۴۰۲', 'سال 1402'],
    ['عام ٢٠٢٤', 'عام 2024'],
    ['', ''],
  ])('%s', (name, words) => expect(splitWords(name).join(' ')).toBe(words));

  it('spells Persian and Arabic letters alike', () => {
    expect(splitWords('کتاب فارسی')).toEqual(splitWords('كتاب فارسي'));
  });

  it('stems lightly and finds roots', () => {
    expect(['people', 'analyses', 'glass', 'bus', 'boxes'].map(stem)).toEqual([
      'person',
      'analysis',
      'glass',
      'bus',
      'box',
    ]);
    for (const [a, b] of [
      ['directed', 'director'],
      ['enrolled', 'enrollment'],
      ['managing', 'manager'],
    ] as const)
      expect(root(a)).toBe(root(b));
  });
});

describe('concepts in three languages', () => {
  it.each([
    ['customer', 'client'],
    ['customer', 'العملاء'],
    ['customer', 'وللعملاء'],
    ['customer', 'مشتریان'],
    ['customer', 'مشتری‌ها'],
    ['customer', 'مشتريها'],
    ['sale', 'المبيعات'],
    ['sale', 'فروش'],
    ['employee', 'وبالموظفين'],
    ['employee', 'کارمندان'],
    ['invoice', 'فواتير'],
    ['birth', 'تاریخ تولد'],
    ['birth', 'تاريخ الميلاد'],
    ['salary', 'رواتبهم'],
    ['country', 'France'],
    ['country', 'مصر'],
    ['country', 'ایران'],
    ['month', 'يناير'],
    ['currency', 'Euro'],
    ['language', 'فارسی'],
  ])('%s: %s', (concept, text) => expect(conceptsOf(text)).toContain(concept));

  it('expands abbreviations', () => {
    expect(dictionary.expand('qty')).toEqual(['quantity']);
    expect(dictionary.expand('dob')).toEqual(['date', 'birth']);
    expect(dictionary.expand('quantity')).toEqual([]);
  });
});
