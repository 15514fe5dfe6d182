import { describe, expect, test } from 'vitest';
import ar from '../../../resources/locales/ar.json' with { type: 'json' };
import en from '../../../resources/locales/en.json' with { type: 'json' };
import fa from '../../../resources/locales/fa.json' with { type: 'json' };
import type { Login } from '../../support/tds/answers.ts';
import { never, open, serve, targetOf } from './support.ts';

async function audit(login: Omit<Login, 'password'>, options = {}) {
  const server = await serve({ logins: { reader: { password: 'p', ...login } }, ...options });
  const report = await open(targetOf(server, { password: 'p' })).audit(never);
  return { server, report };
}

const bare = {
  databasePermissions: ['CONNECT', 'SELECT', 'VIEW DEFINITION'],
  serverPermissions: ['CONNECT SQL', 'VIEW ANY DATABASE'],
};

test('a login that can only read passes', async () => {
  const { report } = await audit({ readOnly: true, rights: bare });
  expect(report).toMatchObject({ verdict: 'read_only', login: 'reader', findings: [] });
});

test('what was not listed but let through is found by trying, and rolled back', async () => {
  const { report, server } = await audit({ rights: bare });
  expect(report.verdict).toBe('excess');
  expect(report.findings).toEqual([
    {
      right: 'CREATE TABLE on database',
      severity: 'danger',
      evidence: 'attempted',
      explanation: {
        key: 'audit.mssql.attempt',
        params: { right: 'CREATE TABLE on database', object: 'dbo.diwan_audit_probe' },
      },
    },
    expect.objectContaining({ right: 'DELETE on dbo.customers', evidence: 'attempted' }),
  ]);
  expect(server.log.texts).toContain('DELETE FROM [dbo].[customers] WHERE 1 = 0');
  const ends = server.log.events.filter((one) => one.kind === 'transaction');
  expect(ends.map(({ action }) => action)).not.toContain('commit');
  const schema = await open(targetOf(server, { password: 'p' })).introspect(never);
  expect(schema.tables.map(({ name }) => name)).toEqual(['customers', 'orders']);
});

test('every finding has its sentence, in every language', async () => {
  const rights = {
    serverRoles: ['sysadmin'],
    databaseRoles: ['db_owner'],
    serverPermissions: ['ALTER ANY LOGIN'],
    databasePermissions: ['INSERT'],
    objects: Array.from({ length: 51 }, (_, at) => ['dbo', `t${at}`, 0, 1, 0, 0, 0] as const),
    owned: [
      ['database', 'Shop'],
      ['schema', 'dbo'],
      ['object', 'orders'],
    ] as const,
    linkedServers: ['ERP'],
    shells: ['xp_cmdshell'],
    impersonation: ['dbo'],
  };
  const { report } = await audit({ rights });
  const keys = new Set(report.findings.map(({ explanation }) => explanation.key.split('.')[2]));
  for (const key of [...keys, 'objectPermission', 'unchecked']) {
    for (const { audit: sentences } of [en, ar, fa])
      expect(sentences.mssql).toHaveProperty(String(key));
  }
  expect(keys.size).toBe(12);
});

describe('findings', () => {
  test.each<[string, Login['rights'], string[]]>([
    [
      'server roles',
      {
        serverRoles: ['sysadmin'],
        serverPermissions: ['CONTROL SERVER', 'SHUTDOWN'],
        databasePermissions: ['CONTROL', 'INSERT'],
        impersonation: ['dbo'],
        shells: ['xp_cmdshell'],
      },
      ['sysadmin', 'CONTROL SERVER'],
    ],
    [
      'database roles',
      { databaseRoles: ['db_owner'], databasePermissions: ['CONTROL', 'ALTER', 'SELECT'] },
      ['db_owner', 'CONTROL on database'],
    ],
    [
      'server permissions',
      { serverPermissions: ['CONNECT SQL', 'ALTER ANY LOGIN', 'ADMINISTER BULK OPERATIONS'] },
      ['ALTER ANY LOGIN', 'ADMINISTER BULK OPERATIONS'],
    ],
    [
      'database permissions',
      { databasePermissions: ['CONNECT', 'SELECT', 'EXECUTE', 'INSERT', 'VIEW DATABASE STATE'] },
      ['EXECUTE on database', 'INSERT on database'],
    ],
    [
      'object permissions, unless the database’s imply them',
      {
        databasePermissions: ['INSERT'],
        objects: [
          ['dbo', 'orders', 1, 1, 0, 0, 0],
          ['dbo', 'pay', 0, 0, 0, 0, 1],
        ],
      },
      ['INSERT on database', 'UPDATE on dbo.orders', 'EXECUTE on dbo.pay'],
    ],
    [
      'ownership',
      {
        owned: [
          ['schema', 'sales'],
          ['database', 'Shop'],
        ],
      },
      ['owner of schema sales', 'owner of database Shop'],
    ],
    ['linked servers', { linkedServers: ['ERP'] }, ['linked server ERP']],
    ['shells', { shells: ['xp_cmdshell'] }, ['EXECUTE on xp_cmdshell']],
    ['impersonation', { impersonation: ['dbo', 'sa'] }, ['IMPERSONATE dbo', 'IMPERSONATE sa']],
  ])('%s', async (_what, rights, expected) => {
    const { report } = await audit({ readOnly: true, rights: rights ?? {} });
    expect(report.findings.map(({ right }) => right)).toEqual(expected);
    expect(report.findings.every(({ evidence }) => evidence === 'listed')).toBe(true);
    expect(report.verdict).toBe('excess');
  });

  test('a right on very many objects is one finding', async () => {
    const objects = Array.from(
      { length: 51 },
      (_, at) => ['dbo', `t${at}`, 1, 0, 0, 0, 0] as const,
    );
    const { report } = await audit({ readOnly: true, rights: { objects } });
    expect(report.findings).toMatchObject([
      { right: 'INSERT on 51 objects', explanation: { params: { count: '51' } } },
    ]);
  });

  test('what could not be looked at has not passed', async () => {
    const message = 'The SELECT permission was denied on the object';
    const answers = [{ match: /FROM sys\.servers/, error: { number: 229, message } }];
    const { report } = await audit({ readOnly: true, rights: bare }, { answers });
    expect(report).toMatchObject({
      verdict: 'excess',
      findings: [{ right: 'unchecked: linkedServers', severity: 'excess' }],
    });
  });
});

test('the script makes a login that reads and nothing else, schema by schema', async () => {
  const columns = [{ name: 'name', type: 'sysname' }];
  const answers = [{ match: /SELECT DISTINCT s\.name/, columns, rows: [['dbo'], ['odd]name']] }];
  const { report } = await audit({ readOnly: true }, { answers });
  expect(report.script).toMatchInlineSnapshot(`
    "-- A login for Diwan that can read this database and do nothing else.
    -- Run it as an administrator, with a long random password in place of <choose a password>.
    USE [master];
    CREATE LOGIN [diwan_reader] WITH PASSWORD = N'<choose a password>', CHECK_POLICY = ON, DEFAULT_DATABASE = [Shop];
    -- A Windows account instead: CREATE LOGIN [DOMAIN\\diwan_reader] FROM WINDOWS;
    USE [Shop];
    CREATE USER [diwan_reader] FOR LOGIN [diwan_reader];
    GRANT SELECT ON SCHEMA::[dbo] TO [diwan_reader];
    GRANT SELECT ON SCHEMA::[odd]]name] TO [diwan_reader];
    -- A denial stands above whatever roles may grant later:
    DENY INSERT, UPDATE, DELETE, EXECUTE, ALTER, TAKE OWNERSHIP ON SCHEMA::[dbo] TO [diwan_reader];
    DENY INSERT, UPDATE, DELETE, EXECUTE, ALTER, TAKE OWNERSHIP ON SCHEMA::[odd]]name] TO [diwan_reader];
    -- For each table that nobody may ask about:
    --   DENY SELECT ON OBJECT::[dbo].[Salaries] TO [diwan_reader];
    -- Then give Diwan the user diwan_reader in the connection string."
  `);
});

test('on Azure SQL Database the script makes a contained user, and asks nothing it has not', async () => {
  const columns = [
    { name: 'login_name', type: 'sysname' },
    { name: 'database_name', type: 'sysname' },
    { name: 'default_schema', type: 'sysname' },
    { name: 'edition', type: 'int' },
  ];
  const answers = [{ match: /SUSER_SNAME\(\) AS/, columns, rows: [['reader', 'Shop', 'dbo', 5]] }];
  const { report, server } = await audit({ readOnly: true, rights: bare }, { answers });
  expect(report.verdict).toBe('read_only');
  expect(report.script).toContain(
    "CREATE USER [diwan_reader] WITH PASSWORD = N'<choose a password>';",
  );
  expect(report.script).not.toContain('USE [');
  expect(server.log.texts.join('\n')).not.toMatch(/sys\.servers|IS_SRVROLEMEMBER/);
});
