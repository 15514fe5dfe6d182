import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { finding, perObject } from '../../src/main/sources/findings.ts';
import { toFindings as ofMySql } from '../../src/main/sources/mysql/findings.ts';
import { type Grants, toFindings as ofPostgres } from '../../src/main/sources/postgres/findings.ts';
import type { GrantFinding } from '../../src/main/sources/source.ts';
import { fileReport } from '../../src/main/sources/sqlite/report.ts';

const Texts = z.object({ audit: z.record(z.string(), z.record(z.string(), z.string())) });

const many = Array.from({ length: 60 }, (_, at) => `t${at}`);
const table = {
  schema: 'public',
  owned: false,
  can_insert: true,
  can_update: false,
  can_delete: false,
  can_truncate: false,
  can_trigger: false,
};
const schema = { owned: true, can_create: true, public_create: false };

/** A login that has every kind of right there is to find. */
const everything: Grants = {
  login: 'owner',
  database: 'shop',
  superuser: false,
  attributes: { CREATEROLE: true, CREATEDB: true, REPLICATION: true, BYPASSRLS: true },
  roles: ['pg_write_all_data'],
  databaseOwner: true,
  databaseCreate: true,
  schemas: [
    { ...schema, name: 'mine' },
    { ...schema, name: 'theirs', owned: false },
  ],
  readSchemas: [],
  tables: [
    { ...table, name: 'mine', owned: true },
    { ...table, name: 'theirs', can_delete: true },
    ...many.map((name) => ({ ...table, name, can_update: true })),
  ],
  sequences: ['s'],
  definers: many,
  functions: ['pg_read_file'],
  servers: ['other'],
  remote: ['dblink'],
  languages: ['plpython3u'],
  untriggered: null,
};

const privileges = [...['ALL PRIVILEGES', 'GRANT OPTION', 'INSERT', 'EXECUTE', 'LOCK TABLES']].map(
  (privilege) => ({ privilege, object: 'shop.*' }),
);
const global = ['FILE', 'SUPER', 'PROCESS', 'CREATE USER', 'SELECT', 'BINLOG REPLAY'].map(
  (privilege) => ({ privilege, object: '*.*' }),
);

const findings: GrantFinding[] = [
  ...ofPostgres(everything),
  ...ofPostgres({ ...everything, superuser: true }),
  ...perObject('owner of', many, 'postgres.owner'),
  ...perObject('USAGE on sequence', many, 'postgres.sequence'),
  ...perObject('EXECUTE as its owner on', ['f'], 'postgres.definer'),
  finding('postgres.attempt', 'CREATE TABLE', 'danger', {}, 'attempted'),
  ...ofMySql({ list: [...privileges, ...global], unseen: ['role'] }),
  finding('mysql.attempt', 'DELETE on t', 'danger', {}, 'attempted'),
  ...fileReport('/a.db', { work: 'audit', writable: true, wrote: true }, '').findings,
];

describe.each(['en', 'ar', 'fa'])('what the audit says in %s', (locale) => {
  const file = new URL(`../../resources/locales/${locale}.json`, import.meta.url);
  const { audit } = Texts.parse(JSON.parse(readFileSync(file, 'utf8')));
  const text = (key: string): string => {
    const [, engine = '', word = ''] = key.split('.');
    return audit[engine]?.[word] ?? '';
  };

  test('there is a sentence for every finding, and nothing in it stays empty', () => {
    for (const { explanation } of findings) {
      const sentence = text(explanation.key);
      expect(sentence, explanation.key).not.toBe('');
      for (const [, name = ''] of sentence.matchAll(/\{\{(\w+)\}\}/g))
        expect(explanation.params, explanation.key).toHaveProperty(name);
    }
  });

  test('and no sentence of these engines is without a finding', () => {
    const used = new Set(findings.map(({ explanation }) => explanation.key));
    for (const engine of ['sqlite', 'postgres', 'mysql'])
      for (const word of Object.keys(audit[engine] ?? {}))
        expect(used).toContain(`audit.${engine}.${word}`);
  });
});
