import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleLength } from '../../../src/main/channels/telegram/render/html.ts';
import {
  isTold,
  rowsAsHtml,
  rowsAtOnce,
  showsAll,
} from '../../../src/main/channels/telegram/render/rows.ts';
import type { Result } from '../../../src/preload/contract/database.ts';
import { parseHtml } from '../../support/botapi/format/html.ts';

describe('rows on a telephone', () => {
  const seen = (result: Result, language: 'en' | 'ar' | 'fa', from = 0) =>
    parseHtml(rowsAsHtml(result, { language, from, rows: 15, width: 44 })).text.replace(
      /\p{Cf}/gu,
      '',
    );
  const options = (language: 'en' | 'ar' | 'fa') => ({ language, rows: 15, width: 44 });
  const regions: Result = {
    columns: [
      { name: 'المنطقة', type: 'text' },
      { name: 'total_sales', type: 'float' },
    ],
    rows: [
      ['الخليج', 394574.96],
      ['Gulf <b>', 7],
    ],
    cut: null,
    elapsedMs: 1,
  };

  it('are lines where Arabic letters would break columns of fixed width', () => {
    expect(seen(regions, 'ar')).toBe('المنطقة — total sales\nالخليج — 394,574.96\nGulf <b> — 7.00');
    expect(seen(regions, 'fa', 1)).toBe(
      'المنطقة — total sales\nGulf <b> — ۷٫۰۰'.replace('۷٫۰۰', '۷'),
    );
    expect(rowsAsHtml(regions, { language: 'ar', rows: 15, width: 44 })).not.toContain('<pre>');
  });

  it('begin each line in the direction of its reader', () => {
    const options = { rows: 15, width: 44 };
    for (const line of rowsAsHtml(regions, { ...options, language: 'ar' }).split('\n'))
      expect(line).toMatch(/^(<b>)?\u200f/);
    for (const line of rowsAsHtml(regions, { ...options, language: 'en' }).split('\n'))
      expect(line).toMatch(/^(<b>)?\u200e/);
  });

  it('are a table where all letters have one width, or lines would be long', () => {
    const columns = [
      { name: 'month', type: 'text' as const },
      { name: 'total', type: 'float' as const },
    ];
    const rows = [
      ['2025-01', 7.5],
      ['2025-02', 8.5],
    ];
    expect(seen({ ...regions, columns, rows }, 'en')).toContain('─');
  });

  const customers: Result = {
    ...regions,
    columns: [
      { name: 'id', type: 'integer' },
      { name: 'الاسم', type: 'text' },
      { name: 'city', type: 'text' },
      { name: 'total_sales', type: 'float' },
      { name: 'note', type: 'text' },
    ],
    rows: Array.from({ length: 30 }, (_, row) => [
      row + 1,
      row % 2 === 0 ? 'مؤسسة الفرات' : 'Gulf <b>',
      'دبي',
      7.5,
      row === 0 ? 'نص '.repeat(30) : null,
    ]),
  };

  it('are paragraphs with their heads where many columns hold Arabic letters', () => {
    const [first = '', second = ''] = seen(customers, 'ar').split('\n\n');
    const note = `${'نص '.repeat(15)}نص…`;
    expect(first).toBe(`id: 1 — مؤسسة الفرات\ncity: دبي\ntotal sales: 7.50\nnote: ${note}`);
    expect(second).toBe('id: 2 — Gulf <b>\ncity: دبي\ntotal sales: 7.50\nnote: —');
    for (const line of rowsAsHtml(customers, options('ar')).split('\n'))
      expect(line).toMatch(/^(<b>)?\u200f|^$/);
    const numbers = customers.columns.map(({ name }) => ({ name, type: 'integer' as const }));
    const bare = {
      ...customers,
      columns: numbers,
      rows: [
        [1, 2, 3, 4, 5],
        [6, 7, 8, 9, 0],
      ],
    };
    expect(seen(bare, 'en')).toMatch(/^id: 1\nالاسم: 2\n/);
    const long = {
      ...regions,
      rows: [
        ['ا'.repeat(27), 'x'.repeat(28)],
        ['ب', 'y'],
      ],
    };
    const three = {
      ...long,
      columns: [...regions.columns, { name: 'c', type: 'text' as const }],
      rows: long.rows.map((row) => [...row, 'z'.repeat(28)]),
    };
    expect(seen(three, 'en')).toContain(`\ntotal sales: ${'x'.repeat(28)}\nc: zzz`);
  });

  it('are fewer at once as paragraphs, and never more than a message holds', () => {
    expect(rowsAtOnce(customers, options('ar'))).toBe(10);
    expect(rowsAtOnce(regions, options('ar'))).toBe(2);
    expect(rowsAtOnce(customers, { ...options('ar'), from: 25, rows: 25 })).toBe(5);
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const shape = fc.record({
      columns: fc.integer({ min: 2, max: 20 }),
      rows: fc.integer({ min: 2, max: 30 }),
      text,
    });
    fc.assert(
      fc.property(shape, fc.constantFrom('en', 'ar', 'fa'), (size, language) => {
        const columns = Array.from({ length: size.columns }, (_, at) => ({
          name: `عمود ${at} ${size.text}`,
          type: 'text' as const,
        }));
        const rows = Array.from({ length: size.rows }, () =>
          columns.map(() => `${size.text}م`.repeat(3)),
        );
        const wide = { ...regions, columns, rows };
        const shown = { ...options(language), rows: rowsAtOnce(wide, options(language)) };
        expect(visibleLength(rowsAsHtml(wide, shown))).toBeLessThanOrEqual(4_096);
      }),
    );
  });

  it('show one row whole, field by field, with room for long texts', () => {
    const columns = Array.from({ length: 12 }, (_, index) => ({
      name: `field_${index}`,
      type: 'text' as const,
    }));
    const one = {
      ...regions,
      columns,
      rows: [columns.map((_, index) => `value ${index} `.repeat(6))],
    };
    const options = { language: 'en' as const, rows: 1, width: 44 };
    expect(showsAll(one, options)).toBe(true);
    const lines = seen(one, 'en').split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[11]).toBe(`field 11: ${'value 11 '.repeat(6).trim()}`);
    const wide = { ...one, columns: [...columns, ...columns, ...columns] };
    expect(showsAll(wide, options)).toBe(false);
  });

  it('are left out where the text tells all of them', () => {
    const one = { ...regions, rows: [['الخليج', 394574.96]] };
    const options = { language: 'ar' as const, rows: 1, width: 44 };
    expect(isTold(one, 'صف واحد: الخليج، 394,574.96.', options)).toBe(true);
    expect(isTold(one, 'الخليج', options)).toBe(false);
    expect(isTold(regions, 'الخليج 394,574.96 Gulf <b> 7.00', options)).toBe(false);
  });
});
