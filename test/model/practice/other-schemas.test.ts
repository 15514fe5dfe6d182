import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planQuestion } from '../../../src/main/model/practice/plan.ts';
import type { Schema } from '../../../src/preload/contract/database.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { hospital, school, trade } from './other-schemas.ts';
import { schemaOf } from './schema-of.ts';

const now = '2026-11-20T10:00:00.000Z';
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

type Case = readonly [question: string, rows: readonly (readonly unknown[])[]];

const schoolCases: readonly Case[] = [
  ['how many students are there', [[5]]],
  [
    'students by home city',
    [
      ['Oslo', 3],
      ['Bergen', 2],
    ],
  ],
  [
    'how many students per course',
    [
      ['Algebra', 3],
      ['Chemistry', 2],
      ['History', 2],
    ],
  ],
  [
    'average grade by course',
    [
      ['Algebra', 4.83],
      ['Chemistry', 4.5],
      ['History', 3.25],
    ],
  ],
  [
    'متوسط الدرجة لكل مقرر',
    [
      ['Algebra', 4.83],
      ['Chemistry', 4.5],
      ['History', 3.25],
    ],
  ],
  [
    'top 2 students by average grade',
    [
      ['Mina Rad', 6],
      ['Sara Ali', 4.75],
    ],
  ],
  ['how many students have no enrollments', [[1]]],
  ['how many students enrolled in 2025', [[3]]],
  ['how many students are not active', [[1]]],
  [
    'how many courses does each teacher teach',
    [
      ['Ada Byron', 2],
      [null, 1],
      ['Omar Khan', 1],
    ],
  ],
  ['courses without teacher', [[4, 'Drawing', 2, null]]],
  [
    'number of female students by home city',
    [
      ['Oslo', 2],
      ['Bergen', 1],
    ],
  ],
  ['كم عدد الطلاب الذكور؟', [[2]]],
  [
    'number of enrollments by month',
    [
      ['2025-01', 3],
      ['2025-02', 1],
      ['2025-03', 1],
      ['2025-10', 2],
    ],
  ],
  ['how many students of course Algebra', [[3]]],
  [
    'courses with more than 4 credits',
    [
      [1, 'Algebra', 6, 'Ada Byron'],
      [3, 'Chemistry', 5, 'Ada Byron'],
    ],
  ],
  ['highest grade', [[6]]],
  ['who is the oldest student', [[2, 'Ben', 'Cole', '2007-05-02', 'M', 'Bergen', 1, '2024-09-01']]],
  [
    'teachers hired after 2018',
    [
      [2, 'Omar', 'Khan', '2019-02-01'],
      [3, 'Lin', 'Wu', '2024-08-20'],
    ],
  ],
  [
    'which students have more than 1 enrollment',
    [
      ['Ben Cole', 2],
      ['Sara Ali', 2],
      ['Tom Hill', 2],
    ],
  ],
  [
    'میانگین نمره هر درس',
    [
      ['Algebra', 4.83],
      ['Chemistry', 4.5],
      ['History', 3.25],
    ],
  ],
];

const hospitalCases: readonly Case[] = [
  ['كم عدد المرضى؟', [[4]]],
  [
    'كم عدد المواعيد لكل طبيب',
    [
      ['نبيل', 2],
      ['هالة', 2],
      ['سمير', 1],
    ],
  ],
  [
    'how many appointments per doctor',
    [
      ['نبيل', 2],
      ['هالة', 2],
      ['سمير', 1],
    ],
  ],
  [
    'تعداد بیماران به تفکیک شهر',
    [
      ['حلب', 2],
      ['حمص', 1],
      ['دمشق', 1],
    ],
  ],
  [
    'متوسط راتب الأطباء حسب القسم',
    [
      ['القلب', 4600],
      ['الأطفال', 3900],
    ],
  ],
  [
    'average age of patients by city',
    [
      ['دمشق', 67],
      ['حمص', 31],
      ['حلب', 24],
    ],
  ],
  ['كم عدد المواعيد في أكتوبر؟', [[2]]],
  [
    'مواعيد الشهر الماضي حسب الحالة',
    [
      ['مكتمل', 1],
      ['ملغى', 1],
    ],
  ],
  ['المرضى الذين ليس لديهم مواعيد', [[4, 'كريم', 'دمشق', 67]]],
  [
    'المرضى من حلب',
    [
      [1, 'علي', 'حلب', 40],
      [3, 'زينب', 'حلب', 8],
    ],
  ],
  ['أعلى راتب', [[5000]]],
  ['كم عدد المواعيد اليوم؟', [[1]]],
];

const tradeCases: readonly Case[] = [
  [
    'total sales by customer country',
    [
      ['Norway', 293.5],
      ['Spain', 111.6],
    ],
  ],
  [
    'total sales by product in 2025',
    [
      ['Chai', 180],
      ['Ikura', 111.6],
      ['Chang', 28.5],
    ],
  ],
  [
    'المبيعات حسب المنتج',
    [
      ['Chai', 265],
      ['Ikura', 111.6],
      ['Chang', 28.5],
    ],
  ],
  [
    'sales by shipper',
    [
      ['Swift', 208.5],
      ['Slow but sure', 196.6],
    ],
  ],
  ['how many orders are not shipped', [[1]]],
  ['products below reorder level', [[2, 'Chang', 19, 5, 25, 0]]],
  ['discontinued products', [[3, 'Ikura', 31, 31, 0, 1]]],
  [
    'average freight by customer',
    [
      ['Alfa', 9.88],
      ['Beta', 3],
    ],
  ],
  ['total freight in 2025', [[15.5]]],
  [
    'how many orders per year',
    [
      [2025, 2],
      [2026, 1],
    ],
  ],
  [
    'products with the highest stock',
    [
      ['Chai', 39],
      ['Ikura', 31],
      ['Chang', 5],
    ],
  ],
  ['how many orders were shipped in January 2026', [[1]]],
  ['customers who never ordered', [['C3', 'Gamma', 'Norway']]],
];

describe.each([
  ['a school in camelCase', school, schoolCases],
  ['a hospital in Arabic', hospital, hospitalCases],
  ['a trader with prefixes, spaces and numbers for keys', trade, tradeCases],
])('the practice model on %s', (name, script, cases) => {
  let db: Database.Database;
  let schema: Schema;
  beforeAll(() => {
    const file = join(folder.path, `${name.slice(0, 6).trim()}${cases.length}.sqlite`);
    db = new Database(file);
    db.exec(script);
    schema = schemaOf(file);
  });
  afterAll(() => {
    db.close();
  });

  it.each(cases)('%s', (question, rows) => {
    const plan = planQuestion({ kind: 'plan', question, schema, now, previous: null }, []);
    expect(plan.way).toBe('sql');
    expect(
      db
        .prepare(plan.sql ?? '')
        .raw()
        .all(),
    ).toEqual(rows);
  });
});
