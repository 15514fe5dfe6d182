import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { guards } from '../../../src/main/sources/guard/guards.ts';
import { openRules } from '../../../src/main/sources/guard.ts';
import { loadDictionary } from '../../../src/main/sources/knowledge/dictionary.ts';
import {
  noMarks,
  type PrivacyMarks,
  privacyOf,
} from '../../../src/main/sources/knowledge/privacy.ts';
import { applySamples, planProfile } from '../../../src/main/sources/knowledge/profile.ts';
import type { Column, Table } from '../../../src/preload/contract/database.ts';
import { dialects } from '../../../src/preload/contract/database.ts';

const dictionary = loadDictionary();
const column = (name: string, type: string, primaryKey = false): Column => ({
  name,
  type,
  nullable: true,
  primaryKey,
  comment: null,
  samples: [],
});
const people: Table = {
  schema: null,
  name: 'people',
  kind: 'table',
  comment: null,
  rowEstimate: null,
  columns: [
    column('id', 'integer', true),
    column('order', 'varchar(20)'),
    column('kind of "thing"', 'text'),
    column('note', 'text'),
    column('email', 'text'),
    column('salary', 'int'),
    column('hired', 'date'),
    column('boss', 'int'),
    column('stars', 'int'),
    column('picture', 'blob'),
  ],
  foreignKeys: [{ columns: ['boss'], schema: null, table: 'people', references: ['id'] }],
};
const isPrivate = (name: string, marks: PrivacyMarks = noMarks): boolean =>
  privacyOf(marks, dictionary)(people, column(name, 'text'));

describe('privacy by name', () => {
  it.each([
    'password',
    'PasswordHash',
    'user_pwd',
    'SSN',
    'NationalID',
    'national_id_no',
    'mobilePhone',
    'tel',
    'E_Mail',
    'monthly_salary',
    'DOB',
    'BirthDate',
    'fname',
    'surname',
    'کد_ملی',
    'حقوق',
    'شماره تلفن',
    'رقم_الهاتف',
    'الراتب',
    'creditCardNumber',
    'IBAN',
  ])('%s is private', (name) => expect(isPrivate(name)).toBe(true));

  it.each([
    'status',
    'category',
    'city',
    'country',
    'price',
    'created_at',
    'نوع',
    'وضعیت',
    'pinned',
  ])('%s is not', (name) => expect(isPrivate(name)).toBe(false));

  it("follows the owner's marks, private before open", () => {
    expect(isPrivate('email', { private: [], open: ['People.Email'] })).toBe(false);
    expect(isPrivate('city', { private: ['people'], open: ['people.city'] })).toBe(true);
  });
});

describe('profiling', () => {
  const privacy = privacyOf(noMarks, dictionary);

  it('samples small text columns and ranges in a real SQLite, nothing private', () => {
    const db = new Database(':memory:');
    try {
      db.exec(`create table people (id integer primary key, "order" varchar(20), "kind of ""thing""" text,
        note text, email text, salary int, hired date, boss int, stars int, picture blob)`);
      const insert = db.prepare('insert into people values (?,?,?,?,?,?,?,?,?,?)');
      for (let n = 0; n < 100; n++)
        insert.run(
          n,
          n % 2 ? 'open' : 'done',
          null,
          `note ${n}`,
          'a@b.c',
          n,
          `2024-01-${10 + (n % 9)}`,
          1,
          n % 5,
          null,
        );
      const probes = planProfile('sqlite', [people], privacy);
      expect(probes.map(({ sql }) => sql).join()).not.toMatch(/email|salary|boss|picture/);
      const sampled = probes.map((probe) => ({
        probe,
        rows: db.prepare<[], (string | number)[]>(probe.sql).raw().all(),
      }));
      const [table] = applySamples([people], sampled);
      const samples = Object.fromEntries(table?.columns.map((c) => [c.name, c.samples]) ?? []);
      expect(samples).toMatchObject({
        order: ['done', 'open'],
        note: [],
        hired: ['2024-01-10..2024-01-18'],
        stars: ['0..4'],
        email: [],
        salary: [],
      });
    } finally {
      db.close();
    }
  });

  it.each(dialects)('asks nothing that the guard refuses in %s', async (dialect) => {
    for (const { sql } of planProfile(dialect, [people], privacy))
      expect(await guards[dialect](sql, openRules)).toMatchObject({ ok: true });
  });

  it.each(dialects)('asks in %s', (dialect) => {
    expect(planProfile(dialect, [people], privacy).map(({ sql }) => sql)).toMatchSnapshot();
  });
});
