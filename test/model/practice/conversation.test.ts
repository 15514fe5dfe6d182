import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/main/model/model.ts';
import { type Plan, planQuestion } from '../../../src/main/model/practice/plan.ts';
import { createSampleCompany } from '../../../src/main/sample/company.ts';
import type { Schema } from '../../../src/preload/contract/database.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { school } from './other-schemas.ts';
import { schemaOf } from './schema-of.ts';

const now = '2026-11-20T10:00:00.000Z';
const folder = temporaryFolder();
let db: Database.Database;
let schema: Schema;
let students: Schema;

beforeAll(() => {
  const file = join(folder.path, 'sample.sqlite');
  createSampleCompany(file, new Date(now));
  db = new Database(file, { readonly: true });
  schema = schemaOf(file);
  const small = join(folder.path, 'school.sqlite');
  const created = new Database(small);
  created.exec(school);
  created.close();
  students = schemaOf(small);
});
afterAll(() => {
  db.close();
  folder[Symbol.dispose]();
});

/** The plan for the last of several questions of one chat, as the pipeline hands them over. */
function talk(...questions: string[]): Plan {
  const question = questions.at(-1) ?? '';
  const earlier = questions.slice(0, -1).flatMap((text): Message[] => [
    { role: 'user', text },
    { role: 'assistant', text: '…' },
  ]);
  const messages: Message[] = [...earlier, { role: 'user', text: question }];
  return planQuestion({ kind: 'plan', question, schema, now, previous: null }, messages);
}

const rowsOf = ({ sql }: Plan): unknown[] =>
  db
    .prepare(sql ?? 'SELECT 1 WHERE 0')
    .raw()
    .all();

describe('what goes on from what is forgotten', () => {
  it('is no whole question: a chat keeps five', () => {
    const five = ['and by units?', 'this year', 'in Europe', 'thanks', 'as excel'];
    expect(talk('top 5 customers by revenue', ...five.slice(0, 3)).way).toBe('sql');
    expect(talk(...five, 'send it to boss@example.com').way).toBe('none');
  });

  it('asks nothing back about words of another question', () => {
    const { clarify, sql } = talk('how many customers in Iran?', 'and Turkey');
    expect(clarify).toBeNull();
    expect(sql).toContain("country = 'Türkiye'");
  });
});

describe('a question that goes on from the one before', () => {
  it.each([
    [['sales by region last year', 'and by category?'], 'sales by category last year'],
    [['sales by region last year', 'only 2024'], 'sales by region in 2024'],
    [['sales by region last year', 'and by category?', 'only 2024'], 'sales by category in 2024'],
    [['How many orders last month?', 'and this month?'], 'how many orders this month'],
    [['How many orders last month?', 'by channel'], 'number of orders last month by channel'],
    [['top 5 customers by revenue', 'what about products?'], 'top 5 products by revenue'],
    [['top 5 customers by revenue', 'top 3 only'], 'top 3 customers by revenue'],
    [['sales by month last year', 'top 3'], 'top 3 months by sales last year'],
    [['top 5 customers by revenue', 'and the bottom 5?'], 'bottom 5 customers by revenue'],
    [['top 5 products', 'by units'], 'top 5 products by units sold'],
    [['How many orders last month?', 'and the month before?'], 'how many orders in September 2026'],
    [['what were sales in 2025', 'compare with 2024'], 'compare sales of 2024 and 2025'],
    [['how many customers in Egypt?', 'in Iran?', 'list them'], 'customers in Iran'],
    [['sales by month this year', 'as a pie chart please'], 'sales by month this year'],
    [['sales by region this year', 'in excel'], 'sales by region this year'],
    [['المبيعات حسب المنطقة', 'كرسم بياني'], 'المبيعات حسب المنطقة'],
    [['كم عدد الطلبات في أكتوبر؟', 'والشهر الذي قبله؟'], 'كم عدد الطلبات في سبتمبر 2026؟'],
    [['sales by region', 'and number of orders?'], 'number of orders by region'],
    [['sales by region', 'online only'], 'online sales by region'],
    [['online sales by region', 'and Phone?'], 'Phone sales by region'],
    [
      ['ما إجمالي المبيعات حسب المنطقة في العام الماضي؟', 'وحسب الفئة؟'],
      'المبيعات حسب الفئة في العام الماضي',
    ],
    [
      ['ما إجمالي المبيعات حسب المنطقة في العام الماضي؟', 'فقط 2024'],
      'المبيعات حسب المنطقة في 2024',
    ],
    [['المبيعات حسب المنطقة', 'وماذا عن الطلبات؟'], 'عدد الطلبات حسب المنطقة'],
    [['فروش به تفکیک منطقه در سال گذشته', 'و به تفکیک دسته؟'], 'فروش به تفکیک دسته در سال گذشته'],
    [['فروش به تفکیک منطقه در سال گذشته', 'فقط ۲۰۲۴'], 'فروش به تفکیک منطقه در ۲۰۲۴'],
  ])('%j is %s', (questions, whole) => {
    const plan = talk(...questions);
    expect(plan.sql).toBe(talk(whole).sql);
    expect(rowsOf(plan).length).toBeGreaterThan(0);
  });

  it('leaves a whole question alone', () => {
    expect(talk('sales by region last year', 'How many customers are there?').sql).toBe(
      talk('How many customers are there?').sql,
    );
    const all = talk('المبيعات حسب المنطقة', 'اعرض كل العملاء');
    expect(rowsOf(all)).toEqual(rowsOf(talk('list all customers')));
  });

  it('reads years of both calendars as they are written, and names them shortly', () => {
    expect(talk('قارن مبيعات 2024 و2025 حسب المنطقة').sql).toBe(
      talk('قارن مبيعات 2024 و 2025 حسب المنطقة').sql,
    );
    const years = talk('فروش ۱۴۰۴ را با ۱۴۰۳ به تفکیک منطقه مقایسه کن');
    expect(years.sql).toMatch(/AS "1403".*AS "1404"/s);
    expect(rowsOf(years).length).toBeGreaterThan(0);
    expect(talk('پنج محصول پرفروش پارسال کدام‌اند؟').sql).toBe(talk('پنج محصول پرفروش پارسال').sql);
  });
});

describe('a request to mail', () => {
  it('sends the answer of its own question', () => {
    const plan = talk('Send total sales by region last year to boss@example.com');
    expect(plan).toMatchObject({ way: 'email', recipients: ['boss@example.com'] });
    expect(plan.sql).toBe(talk('total sales by region last year').sql);
  });

  it.each([
    ['send it to boss@example.com', ['boss@example.com']],
    ['please email this to a@example.com and b@example.org', ['a@example.com', 'b@example.org']],
    ['أرسلها إلى boss@example.com', ['boss@example.com']],
    ['آن را به boss@example.com بفرست', ['boss@example.com']],
    ['email it to Sara', ['Sara']],
    ['أرسلها إلى سارة', ['سارة']],
    ['آن را به سارا امینی بفرست', ['سارا امینی']],
    ['email it to me', []],
    ['email it', []],
    ['send me that by email', []],
  ])('«%s» sends the last answer', (text, recipients) => {
    const plan = talk('total sales by region last year', text);
    expect(plan).toMatchObject({ way: 'email', recipients });
    expect(plan.sql).toBe(talk('total sales by region last year').sql);
  });

  it.each([
    ['en', 'Email sales by region to Sara Amini with Excel', 'sales by region', 'Sara Amini'],
    ['ar', 'أرسل المبيعات حسب المنطقة بالبريد إلى سارة', 'المبيعات حسب المنطقة', 'سارة'],
    ['fa', 'فروش به تفکیک منطقه را به سارا ایمیل کن', 'فروش به تفکیک منطقه', 'سارا'],
  ])('takes whom it is for by name: %s', (_, text, question, name) => {
    const plan = talk(text);
    expect(plan).toMatchObject({ way: 'email', recipients: [name] });
    expect(plan.sql).toBe(talk(question).sql);
  });

  it('does not take the end of a period for a name', () => {
    const plan = talk('email sales by month from January 2025 to March 2025');
    expect(plan).toMatchObject({ way: 'email', recipients: [] });
  });

  it('is not seen in a question about addresses', () => {
    expect(talk('list the names and emails of suppliers').way).toBe('sql');
    expect(talk('supplier email').sql).toContain('suppliers.email');
    expect(talk('email of suppliers').sql).toContain('suppliers.email');
  });
});

describe('talk', () => {
  it.each([
    ['hello', 'en', 'practice model'],
    ['مرحبا', 'ar', 'نموذج التدريب'],
    ['سلام', 'fa', 'مدل تمرینی'],
    ['Thank you!', 'en', 'welcome'],
    ['شكرا جزيلا', 'ar', 'الرحب'],
    ['ممنون', 'fa', 'خواهش'],
    ['what can you do?', 'en', 'With this database you could ask'],
    ['ماذا تستطيع أن تفعل؟', 'ar', 'يمكنك أن تسأل'],
    ['راهنما', 'fa', 'می‌توانید بپرسید'],
    ['Which tables are there?', 'en', 'order_lines (about 56,931 rows)'],
    ['ما هي الجداول الموجودة؟', 'ar', 'order_lines'],
    ['چه جدول‌هایی هست؟', 'fa', 'order_lines'],
    ['describe the table orders', 'en', 'payment_method (TEXT)'],
    ['أعمدة الطلبات', 'ar', 'payment_method'],
  ])('%s', (text, language, part) => {
    const plan = talk(text);
    expect(plan).toMatchObject({ way: 'conversation', language, sql: null });
    expect(plan.answer).toContain(part);
  });

  it('without a database says that one must be chosen', () => {
    const facts = {
      kind: 'plan',
      question: 'sales by region',
      schema: null,
      now,
      previous: null,
    } as const;
    expect(planQuestion(facts, [])).toMatchObject({ way: 'none', sql: null });
    expect(planQuestion({ ...facts, question: 'hello' }, []).way).toBe('conversation');
  });
});

describe('what is not understood', () => {
  it.each([
    ['what is the weather like', '«weather»'],
    ['sales velocity of dreams by region', 'velocity'],
    ['SELECT * FROM customers', '«SELECT»'],
    ['asdf qwer', '«asdf qwer»'],
    ['حالم چطور است', '«حالم»'],
  ])('%s', (question, word) => {
    const plan = talk(question);
    expect(plan).toMatchObject({ way: 'none', sql: null });
    expect(plan.answer).toContain(word);
  });

  it.each(['what?', 'numbers', 'by region', 'last year'])(
    '«%s» asks for nothing yet',
    (question) => {
      expect(talk(question)).toMatchObject({ way: 'none', sql: null });
    },
  );

  it.each(['tell me a riddle', 'أخبرني نكتة', 'یک لطیفه بگو'])(
    '%s is answered with three questions that this database can answer',
    (question) => {
      const examples = [...(talk(question).answer ?? '').matchAll(/«([^»]+)»/g)].map(
        ([, text = '']) => text,
      );
      const asked = examples.slice(-3);
      expect(asked).toHaveLength(3);
      for (const example of asked) expect(rowsOf(talk(example)).length).toBeGreaterThan(0);
    },
  );

  it('after the database refused its SQL it gives up honestly', () => {
    const previous = { sql: 'SELECT', error: 'syntax error' };
    const plan = planQuestion({ kind: 'plan', question: 'sales', schema, now, previous }, []);
    expect(plan).toMatchObject({ way: 'none', sql: null });
    expect(plan.answer).toContain('refused');
  });
});

describe('two readings that tie', () => {
  it.each([
    'sales by country last year',
    'sales in Iran',
    'sales by city',
    'ما المبيعات حسب الدولة؟',
    'فروش به تفکیک کشور',
    'sales of Woven rug last year',
    'مبيعات سجادة منسوجة في العام الماضي',
  ])('%s: each option is a question that is answered', (question) => {
    const { way, clarify } = talk(question);
    expect(way).toBe('clarify');
    const options = clarify?.options ?? [];
    expect(options.length).toBeGreaterThan(1);
    const answers = options.map((option) => talk(option));
    expect(answers.map((answer) => answer.way)).toEqual(options.map(() => 'sql'));
    expect(new Set(answers.map((answer) => answer.sql)).size).toBe(options.length);
  });

  it('«top students» asks by what, where several things could rank them', () => {
    const twice: Schema = {
      ...students,
      tables: students.tables.map((table) =>
        table.name === 'Course'
          ? {
              ...table,
              foreignKeys: [
                { columns: ['credits'], schema: null, table: 'Student', references: ['studentId'] },
              ],
            }
          : table,
      ),
    };
    const facts = {
      kind: 'plan',
      question: 'top students',
      schema: twice,
      now,
      previous: null,
    } as const;
    const { clarify } = planQuestion(facts, []);
    expect(clarify?.options).toHaveLength(2);
    for (const option of clarify?.options ?? [])
      expect(planQuestion({ ...facts, question: option }, []).way).toBe('sql');
  });
});

describe('how it says what it understood', () => {
  it('names the formula, the groups, the filters and the period', () => {
    const plan = talk('online sales by region last year');
    expect(plan.interpretation).toBe(
      'total sales = quantity × unit_price × (1 − discount_rate); by regions.name; where orders.channel = Online; orders.order_date from 2025-01-01 to 2025-12-31',
    );
    expect(plan.period).toBe('orders.order_date from 2025-01-01 to 2025-12-31');
    expect(plan.filters).toEqual(['orders.channel = Online']);
  });

  it('says which March it took', () => {
    expect(talk('how many orders in March?').period).toContain('2026-03-01');
    expect(talk('how many orders in December?').period).toContain('2025-12-01');
  });
});
