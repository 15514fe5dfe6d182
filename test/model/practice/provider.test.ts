import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doubtfulNumbers } from '../../../src/main/ask/numbers.ts';
import { Plan } from '../../../src/main/ask/plan-reply.ts';
import { systemClock } from '../../../src/main/lib/clock.ts';
import { formatNumber } from '../../../src/main/lib/locale.ts';
import { parseModelJson } from '../../../src/main/model/json.ts';
import type { Facts, ModelRequest } from '../../../src/main/model/model.ts';
import { createPracticeProvider } from '../../../src/main/model/practice/provider.ts';
import { createSampleCompany } from '../../../src/main/sample/company.ts';
import type { Language } from '../../../src/preload/contract/answer.ts';
import type { Cell, Result, Schema } from '../../../src/preload/contract/database.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { comparisons, counts, groups, ranks, rows, times } from './sample-questions.ts';
import { schemaOf } from './schema-of.ts';

const now = '2026-11-20T10:00:00.000Z';
const provider = createPracticeProvider({ clock: systemClock });
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

const requestOf = (facts: Facts, signal = new AbortController().signal): ModelRequest => ({
  model: 'practice',
  stage: 'summary',
  system: 'x'.repeat(400),
  messages: [{ role: 'user', text: 'y'.repeat(40) }],
  json: null,
  maxOutputTokens: 1_000,
  timeoutMs: 1_000,
  facts,
  signal,
});

const planFacts = (question: string): Facts => ({
  kind: 'plan',
  question,
  schema,
  now,
  previous: null,
});

function read(sql: string): Result {
  const statement = db.prepare(sql).raw();
  const rows = statement.all() as Cell[][];
  const columns = statement.columns().map(({ name }, index) => ({
    name,
    type: rows.every((row) => row[index] === null || typeof row[index] === 'number')
      ? ('decimal' as const)
      : ('text' as const),
  }));
  return { columns, rows, cut: null, elapsedMs: 1 };
}

async function explainAnswer(question: string): Promise<{ text: string; result: Result }> {
  const reply = await provider.generate(requestOf(planFacts(question)));
  const plan = parseModelJson(reply.text, Plan);
  if (!plan.ok || plan.value.sql === null) throw new Error(reply.text);
  const result = read(plan.value.sql);
  const language: Language = plan.value.language ?? 'en';
  const facts: Facts = { kind: 'explain', question, language, sql: plan.value.sql, result };
  return { text: (await provider.generate(requestOf(facts))).text, result };
}

describe('the practice provider', () => {
  it('lists its one model', async () => {
    const models = await provider.list(new AbortController().signal);
    expect(models.map(({ id }) => id)).toEqual(['practice']);
  });

  it('counts four characters a token, always the same', async () => {
    const reply = await provider.generate(requestOf(planFacts('How many customers are there?')));
    const again = await provider.generate(requestOf(planFacts('How many customers are there?')));
    expect(reply.usage).toEqual({
      input: 110,
      cached: 0,
      output: Math.ceil(reply.text.length / 4),
      thinking: 0,
    });
    expect(again.text).toBe(reply.text);
  });

  it('streams its text in pieces that make the whole', async () => {
    const result = read('SELECT channel, COUNT(*) AS orders FROM orders GROUP BY 1');
    const facts: Facts = {
      kind: 'explain',
      question: 'q',
      language: 'en',
      sql: 'SELECT COUNT(*)',
      result,
    };
    const pieces: string[] = [];
    const reply = await provider.stream(requestOf(facts), (piece) => pieces.push(piece));
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(reply.text);
  });

  it('stops when it is aborted', async () => {
    const control = new AbortController();
    control.abort();
    const request = requestOf(planFacts('sales'), control.signal);
    await expect(provider.generate(request)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(provider.list(control.signal)).rejects.toMatchObject({ code: 'cancelled' });
    const midway = new AbortController();
    const result = read('SELECT id, name FROM stores');
    const facts: Facts = { kind: 'explain', question: 'q', language: 'en', sql: '', result };
    const stream = provider.stream(requestOf(facts, midway.signal), () => midway.abort());
    await expect(stream).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.each([
    ['hello', 'practice model'],
    ['كيف حالك؟', 'نموذج التدريب'],
    ['a poem, please', 'practice model'],
  ])('talks: %s', async (text, part) => {
    expect((await provider.generate(requestOf({ kind: 'chat', text }))).text).toContain(part);
  });
});

describe('its explanations', () => {
  const asked = [counts, groups, ranks, times, comparisons, rows]
    .flat()
    .map(([question]) => question);

  it.each(asked)('holds only numbers that are accounted for: %s', async (question) => {
    const { text, result } = await explainAnswer(question);
    expect(text).not.toBe('');
    expect(doubtfulNumbers(text, result, question)).toEqual([]);
  });

  it.each([
    [
      'What were total sales by region last year?',
      '5 rows. Highest: Gulf with 394,574.96 (35.1 % of the total). Lowest: Europe with 127,758.38. Together: 1,125,306.56.',
    ],
    [
      'ما إجمالي المبيعات حسب المنطقة في العام الماضي؟',
      'عدد الصفوف 5. الأعلى: الخليج بقيمة 394,574.96 (35.1 % من المجموع). الأدنى: أوروبا بقيمة 127,758.38. المجموع: 1,125,306.56.',
    ],
    ['How many customers are there?', 'number of customers: 2,342.'],
    [
      'compare sales Q3 and Q4 last year',
      'Q3 2025: 275,763.29; Q4 2025: 327,672.81; change 51,909.52 (18.8 %).',
    ],
    [
      'average salary by job title',
      '4 rows. Highest: Store manager with 2,831.87. Lowest: Cashier with 1,292.34.',
    ],
    ['how many employees does each store have', '25 rows. All of them have 5. Together: 125.'],
    ['customers', 'The first 100 rows; there may be more.'],
    ['sales in 1999', 'There is nothing to add up: no rows match.'],
    ['products whose name contains zzz', 'No rows match.'],
    ['what are the job titles?', '4 rows: Cashier, Sales associate, Stock clerk, Store manager.'],
    [
      'sales by year',
      '3 rows. Highest: 2026 with 1,166,538.16 (35.9 % of the total). Lowest: 2024 with 953,406.84. Together: 3,245,251.56. From 2024 (953,406.84) to 2026 (1,166,538.16).',
    ],
  ])('%s', async (question, text) => {
    expect((await explainAnswer(question)).text).toBe(text);
  });

  it('says when the rows were cut', async () => {
    const result = { ...read('SELECT id FROM orders LIMIT 1000'), cut: 'rows' as const };
    const facts: Facts = {
      kind: 'explain',
      question: 'q',
      language: 'en',
      sql: 'SELECT id',
      result,
    };
    expect((await provider.generate(requestOf(facts))).text).toBe(
      'The first 1,000 rows; there are more.',
    );
  });
});

describe('its words', () => {
  const answer = async (question: string) =>
    parseModelJson((await provider.generate(requestOf(planFacts(question)))).text, Plan);

  it('write numbers in the digits and decimals of the table', async () => {
    const result: Result = {
      columns: [{ name: 'total_sales', type: 'float' }],
      rows: [[297203.2]],
      cut: null,
      elapsedMs: 1,
    };
    const said = async (language: Language) => {
      const facts: Facts = { kind: 'explain', question: 'q', language, sql: 'SELECT', result };
      return (await provider.generate(requestOf(facts))).text;
    };
    expect(await said('en')).toBe('total sales: 297,203.20.');
    expect(await said('ar')).toBe('total sales: 297,203.20.');
    expect(await said('fa')).toBe('total sales: ۲۹۷٬۲۰۳٫۲۰.');
  });

  it.each([
    ['sales by channel', 'sales by channel as a pie chart'],
    ['sales by channel', 'sales by channel as Excel file'],
    ['sales by channel', 'A bar chart of sales by channel'],
    ['المبيعات حسب القناة', 'المبيعات حسب القناة في رسم دائري'],
    ['المبيعات حسب القناة', 'المبيعات حسب القناة كملف إكسل'],
    ['فروش ماهانه امسال', 'نمودار فروش ماهانه امسال'],
    ['فروش ماهانه امسال', 'فروش ماهانه امسال به صورت فایل اکسل'],
  ])('are the same for «%s» and «%s»', async (plain, shaped) => {
    const [bare, wished] = [await answer(plain), await answer(shaped)];
    expect(wished.ok && wished.value.sql).toBe(bare.ok && bare.value.sql);
    expect(wished.ok && wished.value.sql).toContain('SELECT');
  });

  it('name few of the words not understood, and no signs', async () => {
    const html = await answer('<b>hello</b> & <script>x</script>');
    expect(html.ok && html.value.answer).toContain('did not understand «hello»');
    expect(html.ok && html.value.answer).not.toMatch(/[<>&]/);
    const long = await answer(`blorp ${'flurb'.repeat(300)} ${'zonk qux '.repeat(300)}`);
    expect(long.ok && (long.value.answer ?? '').length).toBeLessThan(500);
  });
});

describe('its mails', () => {
  it.each([
    ['en', 'Answer: sales by channel', 'You asked'],
    ['ar', 'إجابة: sales by channel', 'سألت'],
    ['fa', 'پاسخ: sales by channel', 'پرسیده بودید'],
  ] as const)('are JSON with subject and body in %s', async (language, subject, part) => {
    const result = read(
      'SELECT channel, COUNT(*) AS orders FROM orders GROUP BY 1 ORDER BY 2 DESC',
    );
    const facts: Facts = { kind: 'mail', question: 'sales by channel', language, result };
    const mail: unknown = JSON.parse((await provider.generate(requestOf(facts))).text);
    expect(mail).toEqual({ subject, body: expect.stringContaining(part) });
    expect(mail).toEqual({
      subject,
      body: expect.stringContaining(formatNumber(language, Number(result.rows[0]?.[1]))),
    });
  });

  it.each([
    ['en', 'Send sales by channel to ali@example.com', 'Answer: sales by channel'],
    ['en', 'sales by channel, by e-mail', 'Answer: sales by channel'],
    ['ar', 'أرسل المبيعات حسب القناة إلى ali@example.com', 'إجابة: المبيعات حسب القناة'],
    ['fa', 'فروش ماهانه امسال را به ali@example.com ایمیل کن', 'پاسخ: فروش ماهانه امسال'],
  ] as const)(
    'are about what was asked, not about mailing it: %s «%s»',
    async (language, question, subject) => {
      const facts: Facts = { kind: 'mail', question, language, result: null };
      const mail: unknown = JSON.parse((await provider.generate(requestOf(facts))).text);
      expect(mail).toMatchObject({ subject });
    },
  );

  it('say so when there is no table', async () => {
    const facts: Facts = { kind: 'mail', question: 'q', language: 'en', result: null };
    expect((await provider.generate(requestOf(facts))).text).toContain('no table');
  });
});
