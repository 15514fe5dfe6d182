import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../src/main/channels/telegram/render/answer.ts';
import { direct, isolate } from '../../../src/main/channels/telegram/render/direction.ts';
import { sentenceOf } from '../../../src/main/channels/telegram/render/error.ts';
import { cutText } from '../../../src/main/channels/telegram/render/split.ts';
import { table, widthOf } from '../../../src/main/channels/telegram/render/table.ts';
import { DiwanError } from '../../../src/main/lib/errors.ts';
import { formatColumn, formatMoney, formatNumber } from '../../../src/main/lib/locale.ts';
import { type Answer, languages } from '../../../src/preload/contract/answer.ts';
import { cellTypes, type Result } from '../../../src/preload/contract/database.ts';
import { parseHtml } from '../../support/botapi/format/html.ts';

const hostile = fc.oneof(
  fc.string({ maxLength: 60, unit: 'grapheme' }),
  fc.constantFrom(
    '<b>bold</b>',
    '</pre></blockquote><a href="tg://user?id=1">x</a>',
    '&lt;script&gt; & \0 \ud800',
    'شركة <i>النور</i> 12-05',
    '{{count}} $t(bot.help.intro)',
    '# **a** `b < c` **d\n* e ** f `g',
    '\u202e\u2067 reversed',
    'a\n\nb\tc',
  ),
);

const cell = fc.oneof(hostile, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));

const result: fc.Arbitrary<Result> = fc
  .array(fc.record({ name: hostile, type: fc.constantFrom(...cellTypes) }), {
    minLength: 1,
    maxLength: 8,
  })
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.tuple(...columns.map(() => cell)), { maxLength: 30 }),
      cut: fc.constantFrom(null, 'rows' as const),
      elapsedMs: fc.constant(3),
    }),
  );

const answer: fc.Arbitrary<Answer> = fc.record({
  conversationId: fc.nat(),
  way: fc.constant('sql' as const),
  language: fc.constantFrom(...languages),
  text: fc.oneof(hostile, fc.string({ minLength: 3_000, maxLength: 15_000 })),
  sql: hostile,
  result: fc.option(result),
  chart: fc.constant(null),
  clarify: fc.constant(null),
  draft: fc.constant(null),
  doubtfulNumbers: fc.array(hostile, { maxLength: 3 }),
  practice: fc.boolean(),
  receipt: fc.record({
    interpretation: fc.option(hostile),
    database: fc.option(
      fc.record({ id: fc.nat(), name: hostile, dialect: fc.constant('sqlite' as const) }),
    ),
    tables: fc.array(hostile, { maxLength: 40 }),
    period: fc.option(hostile),
    filters: fc.array(hostile, { maxLength: 10 }),
    rowCount: fc.option(fc.nat(1_000)),
    cut: fc.constant(null),
    asOf: fc.constant('2026-01-15T09:00:00.000Z'),
    stages: fc.array(
      fc.record({
        stage: fc.constantFrom('summary' as const, 'answer' as const),
        attempt: fc.integer({ min: 1, max: 3 }),
        model: hostile,
        usage: fc.record({
          input: fc.nat(),
          cached: fc.nat(),
          output: fc.nat(),
          thinking: fc.nat(),
        }),
        cost: fc.nat(),
        elapsedMs: fc.nat(),
        outcome: fc.constant('ok' as const),
      }),
      { maxLength: 3 },
    ),
    total: fc.nat(),
  }),
});

const ours = new Set(['bold', 'italic', 'pre', 'expandable_blockquote', 'code']);

/** An English answer of words alone. */
function saying(text: string): Answer {
  const [some] = fc.sample(answer, { numRuns: 1, seed: 1 });
  if (!some) throw new Error('no sample');
  const receipt = { ...some.receipt, stages: [] };
  const nothing = { result: null, doubtfulNumbers: [], practice: false };
  return { ...some, ...nothing, language: 'en', text, receipt };
}

describe('an answer as messages', () => {
  it('is whole HTML of ours within Telegram’s length, whatever is in it', () => {
    fc.assert(
      fc.property(answer, (given) => {
        const messages = renderAnswer(given).map((message) => parseHtml(message));
        for (const { text, entities } of messages) {
          expect(text.length).toBeLessThanOrEqual(4_096);
          expect(text.trim()).not.toBe('');
          expect(entities.filter(({ type }) => !ours.has(type))).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('says so where there is nothing to say, and shows a number that no word tells', () => {
    const bare = saying(' ');
    expect(renderAnswer(bare)).toEqual(['I have no answer to that. Please ask in other words.']);
    const columns = [{ name: 'orders', type: 'integer' as const }];
    const result = { columns, rows: [[42]], cut: null, elapsedMs: 1 };
    expect(renderAnswer({ ...bare, result }).join()).toContain('42');
  });

  it('keeps every word of a long text, cut between words', () => {
    const text = Array.from({ length: 900 }, (_, index) => `word${index}.`).join(' ');
    const pieces = cutText(text, 1_000);
    expect(pieces.join(' ')).toBe(text);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(1_000);
  });

  it('has the looks that a model wrote as Markdown, and leaves formulas alone', () => {
    const text = [
      '## Sales **in all**',
      '* **Gulf**: `a < b` and **1,5**',
      '- North: 2 * 3 * 4, x**2',
      'order_id and `**not bold**`, **left open',
    ].join('\n');
    const [message = ''] = renderAnswer(saying(text));
    expect(message.split('\n')).toEqual([
      '<b>Sales in all</b>',
      '• <b>Gulf</b>: <code>a &lt; b</code> and <b>1,5</b>',
      '• North: 2 * 3 * 4, x**2',
      'order_id and <code>**not bold**</code>, **left open',
    ]);
  });

  it('never cuts a letter in two', () => {
    const pieces = cutText('😀'.repeat(700), 999);
    expect(pieces.join('')).toBe('😀'.repeat(700));
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  });
});

describe('a table', () => {
  const sales: Result = {
    columns: [
      { name: 'region', type: 'text' },
      { name: 'total', type: 'float' },
      { name: 'year', type: 'integer' },
    ],
    rows: [
      ['North', 1234567.5, 2025],
      ['الشرق الأوسط', 7, 2025],
      [null, 0.125, 2024],
    ],
    cut: null,
    elapsedMs: 1,
  };
  const lines = (language: 'en' | 'ar' | 'fa') =>
    parseHtml(table(sales, { language, rows: 15, width: 44 }))
      .text.replace(/\p{Cf}/gu, '')
      .split('\n');

  it('aligns text to the left and numbers to the right, with as many decimals', () => {
    expect(lines('en')).toEqual([
      'region                total  year',
      '────────────  ─────────────  ────',
      'North         1,234,567.500  2025',
      'الشرق الأوسط          7.000  2025',
      '—                     0.125  2024',
    ]);
  });

  it('speaks the digits of its reader', () => {
    expect(lines('fa')[2]).toContain('۱٬۲۳۴٬۵۶۷٫۵۰۰');
    expect(lines('ar')[2]).toContain('1,234,567.500');
  });

  it('leaves out columns that do not fit a line', () => {
    const [head = ''] = parseHtml(table(sales, { language: 'en', rows: 15, width: 25 }))
      .text.replace(/\p{Cf}/gu, '')
      .split('\n');
    expect(head).toBe('region        …');
    const long = 'A very long name of a product';
    const columns = ['product', 'store'].map((name) => ({ name, type: 'text' as const }));
    const wide = {
      ...sales,
      columns: [...columns, ...sales.columns.slice(2)],
      rows: [[long, long, 2025]],
    };
    const shorter = parseHtml(table(wide, { language: 'en', rows: 15, width: 44 })).text;
    expect(shorter.replace(/\p{Cf}/gu, '').split('\n')[2]).toBe(
      'A very long nam…  A very long nam…  2025',
    );
    expect(widthOf('名前')).toBe(4);
  });
});

describe('numbers and money', () => {
  it('lose no digit', () => {
    expect(formatNumber('en', '12345678901234567890.1230')).toBe('12,345,678,901,234,567,890.1230');
    expect(formatNumber('fa', '-1234.5')).toBe('-۱٬۲۳۴٫۵');
    expect(formatMoney('en', 25_650)).toBe('$0.00002565');
    expect(formatMoney('en', 0)).toBe('$0.00');
  });

  it('are not grouped where they name something', () => {
    const column = (name: string) => ({ name, type: 'integer' as const });
    expect(formatColumn('en', column('customer_id'), [12345])).toEqual(['12345']);
    expect(formatColumn('en', column('yearly'), [12345])).toEqual(['12,345']);
  });
});

describe('direction', () => {
  it('sets foreign words apart and marks lines that would run the wrong way', () => {
    expect(isolate('ar', 'Shop 2')).toBe('\u2068Shop 2\u2069');
    expect(isolate('ar', 'متجر')).toBe('متجر');
    expect(isolate('en', 'متجر')).toBe('\u2068متجر\u2069');
    expect(isolate('en', 'Shop')).toBe('Shop');
    expect(isolate('ar', 'المبيعات = quantity × (1 − rate); حسب month (orders.day)')).toBe(
      '\u2068المبيعات = \u2066quantity × (1 − rate)\u2069; حسب \u2066month (orders.day)\u2069\u2069',
    );
    expect(direct('ar', 'Shop هو\nالجدول\n<b>12</b>')).toBe(
      '\u200fShop هو\nالجدول\n<b>\u200f12</b>',
    );
    expect(direct('ar', 'من 2025-01-01 إلى <i>2025-12</i>')).toBe(
      'من \u20662025-01-01\u2069 إلى <i>\u20662025-12\u2069</i>',
    );
    expect(direct('fa', 'از 2025-Q1 تا (2025-Q4)')).toBe(
      'از \u20662025-Q1\u2069 تا (\u20662025-Q4\u2069)',
    );
    expect(direct('ar', 'بين 10-20، ورقم INV-2025-07')).toBe('بين 10-20، ورقم INV-2025-07');
    expect(direct('ar', '<i>\u206822 نوفمبر\u2069، \u2068$0.00\u2069</i>')).toMatch(/^<i>\u200f/);
    expect(direct('fa', '۱۲، ۱۳')).toMatch(/^\u200f/);
    expect(direct('en', 'from 2025-01-01')).toBe('from 2025-01-01');
    expect(sentenceOf('fa', new DiwanError('rate_limited', { params: { seconds: 12 } }))).toContain(
      '۱۲ ثانیه',
    );
    expect(direct('ar', '<pre>SELECT 1\nFROM t</pre>')).toBe('<pre>SELECT 1\nFROM t</pre>');
  });

  it('keeps a command’s slash in its place, in a line and in a sentence', () => {
    const example = '<code>/adddb Shop postgres://user@host/shop</code>';
    const text = `هكذا:\n${example}\nأو <code>/invite</code>، ثم <code>الاسم</code>`;
    const directed = `هكذا:\n${example}\nأو \u2066<code>/invite</code>\u2069، ثم <code>الاسم</code>`;
    expect(direct('ar', text)).toBe(directed);
    expect(direct('ar', directed)).toBe(directed);
  });

  it('fills errors with what is foreign, escaped and apart, names of ours as they are', () => {
    const error = new DiwanError('db_refused', { params: { host: '<b>db</b>', port: 1433 } });
    expect(sentenceOf('ar', error)).toContain('\u2068&lt;b&gt;db&lt;/b&gt;\u2069');
    const refusal = new DiwanError('not_found', { params: { what: 'member' } });
    expect(sentenceOf('fa', refusal)).toContain('این عضو');
  });
});
