import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planQuestion } from '../../../src/main/model/practice/plan.ts';
import { createSampleCompany } from '../../../src/main/sample/company.ts';
import { guards } from '../../../src/main/sources/guard/guards.ts';
import { openRules } from '../../../src/main/sources/guard.ts';
import { type Dialect, dialects, type Schema } from '../../../src/preload/contract/database.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { comparisons, counts, groups, ranks, rows, times } from './sample-questions.ts';
import { schemaOf } from './schema-of.ts';

const now = '2026-11-20T10:00:00.000Z';
const folder = temporaryFolder();
const file = join(folder.path, 'sample.sqlite');
const asked = [counts, groups, ranks, times, comparisons, rows]
  .flat()
  .map(([question]) => question);
let schema: Schema;

beforeAll(() => {
  createSampleCompany(file, new Date(now));
  schema = schemaOf(file);
});
afterAll(() => folder[Symbol.dispose]());

const typesOf: Readonly<Record<Dialect, (type: string) => string>> = {
  sqlite: (type) => type,
  postgres: (type) => type.replace('TEXT', 'character varying(100)').replace('DATE', 'timestamp'),
  mysql: (type) => type.replace('TEXT', 'varchar(100)').replace('DATE', 'datetime'),
  mssql: (type) => type.replace('TEXT', 'nvarchar(100)').replace('DATE', 'datetime2'),
};

/** The sample company as another engine would describe it; `textDates`: dates kept as text. */
function asDialect(dialect: Dialect, textDates = false): Schema {
  const type = (name: string): string =>
    typesOf[dialect](textDates ? name.replace('DATE', 'varchar(30)') : name);
  const tables = schema.tables.map((table) => ({
    ...table,
    schema: dialect === 'mssql' ? 'sales' : null,
    columns: table.columns.map((column) => ({
      ...column,
      type: type(column.type),
      samples: textDates && column.type === 'DATE' ? [] : column.samples,
    })),
  }));
  return { ...schema, dialect, tables };
}

const plan = (question: string, known: Schema) =>
  planQuestion({ kind: 'plan', question, schema: known, now, previous: null }, []);

describe.each(dialects)('SQL for %s', (dialect) => {
  it.each([false, true])('passes the guard, dates as text: %s', async (textDates) => {
    const known = asDialect(dialect, textDates);
    for (const question of asked) {
      const { sql } = plan(question, known);
      const verdict = await guards[dialect](sql ?? '', openRules);
      expect({ question, sql, verdict }).toMatchObject({ verdict: { ok: true } });
    }
  });

  it('is written in the words of the engine', () => {
    const known = asDialect(dialect);
    expect(
      asked
        .slice(0, 70)
        .filter((_, at) => at % 6 === 0)
        .map((question) => plan(question, known).sql),
    ).toMatchSnapshot();
  });
});

const words = [
  ...asked.flatMap((question) => question.split(/[\s?؟]+/)),
  ...['count', 'total', 'sum of', 'average', 'not', 'never', 'without', 'and', 'or', 'by', 'each'],
  ...['top', 'between', 'more than', 'less than', 'contains', 'except', 'share of', 'growth', '%'],
  ...[
    "'",
    '"',
    ';',
    '--',
    '/*',
    '«',
    '»',
    'DROP TABLE',
    '1=1',
    '\u0000',
    '\u202e',
    '💥',
    '0',
    '-1',
  ],
  ...['1e309', '99999999999999999999', '2026-13-45', 'Q9', 'a@b.c', '\\', '%_[', 'ـ', '‌'],
];

describe('any text at all', () => {
  const sentence = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme' })), {
    maxLength: 14,
  });

  it('gives a plan that is whole, and SQL that is one SELECT the engine can prepare', async () => {
    using db = openFile(file);
    await fc.assert(
      fc.asyncProperty(sentence, async (parts) => {
        const { way, sql, answer, clarify } = plan(parts.join(' '), schema);
        if (sql === null) {
          expect(answer ?? '').not.toBe('');
          expect(clarify === null).toBe(way !== 'clarify');
          return;
        }
        expect(['sql', 'email']).toContain(way);
        expect(await guards.sqlite(sql, openRules)).toMatchObject({ ok: true });
        db.prepare(sql);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['mssql', 'postgres', 'mysql'] as const)(
    'and SQL that passes for %s',
    async (dialect) => {
      const known = asDialect(dialect);
      await fc.assert(
        fc.asyncProperty(sentence, async (parts) => {
          const { sql } = plan(parts.join(' '), known);
          if (sql !== null)
            expect(await guards[dialect](sql, openRules)).toMatchObject({ ok: true });
        }),
        { numRuns: 500 },
      );
    },
  );
});

function openFile(path: string): Disposable & { prepare(sql: string): unknown } {
  const db = new Database(path, { readonly: true });
  return { prepare: (sql) => db.prepare(sql), [Symbol.dispose]: () => db.close() };
}
