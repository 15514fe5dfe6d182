import { quoteName } from './grants.ts';

/** SQL for an administrator that makes a login which can read one database, and nothing else. */
export function leastPrivilegeScript(of: {
  database: string;
  schemas: readonly string[];
  /** Azure SQL Database has no USE and no logins apart from its users. */
  azure: boolean;
}): string {
  const database = quoteName(of.database);
  const schemas = of.schemas.length === 0 ? ['dbo'] : of.schemas;
  return [
    '-- A login for Diwan that can read this database and do nothing else.',
    '-- Run it as an administrator, with a long random password in place of <choose a password>.',
    ...(of.azure ? azureUser(database) : serverLogin(database)),
    ...schemas.map((name) => `GRANT SELECT ON SCHEMA::${quoteName(name)} TO [diwan_reader];`),
    '-- A denial stands above whatever roles may grant later:',
    ...schemas.map(
      (name) =>
        `DENY INSERT, UPDATE, DELETE, EXECUTE, ALTER, TAKE OWNERSHIP ON SCHEMA::${quoteName(name)} TO [diwan_reader];`,
    ),
    '-- For each table that nobody may ask about:',
    '--   DENY SELECT ON OBJECT::[dbo].[Salaries] TO [diwan_reader];',
    '-- Then give Diwan the user diwan_reader in the connection string.',
  ].join('\n');
}

const serverLogin = (database: string): string[] => [
  'USE [master];',
  `CREATE LOGIN [diwan_reader] WITH PASSWORD = N'<choose a password>', CHECK_POLICY = ON, DEFAULT_DATABASE = ${database};`,
  '-- A Windows account instead: CREATE LOGIN [DOMAIN\\diwan_reader] FROM WINDOWS;',
  `USE ${database};`,
  'CREATE USER [diwan_reader] FOR LOGIN [diwan_reader];',
];

const azureUser = (database: string): string[] => [
  `-- In the database ${database}:`,
  "CREATE USER [diwan_reader] WITH PASSWORD = N'<choose a password>';",
];
