import { escapeIdentifier } from 'pg';
import type { Grants } from './findings.ts';

/** SQL for an administrator that makes a login which can read one database, and nothing else. */
export function leastPrivilegeScript(grants: Grants): string {
  const read = grants.readSchemas.length === 0 ? ['public'] : grants.readSchemas;
  const schemas = read.map(escapeIdentifier);
  const open = grants.schemas.filter(({ public_create: anyone }) => anyone);
  return [
    '-- A login for Diwan that can read this database and do nothing else.',
    `-- Run it as an administrator in the database ${escapeIdentifier(grants.database)},`,
    '-- with a long random password in place of the dots.',
    "CREATE ROLE diwan_reader LOGIN PASSWORD '…'",
    '  NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 20;',
    'ALTER ROLE diwan_reader SET default_transaction_read_only = on;',
    `GRANT CONNECT ON DATABASE ${escapeIdentifier(grants.database)} TO diwan_reader;`,
    ...schemas.flatMap((schema) => [
      `GRANT USAGE ON SCHEMA ${schema} TO diwan_reader;`,
      `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO diwan_reader;`,
      '-- Tables made later, by whoever runs this script:',
      `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT ON TABLES TO diwan_reader;`,
    ]),
    ...open.map(
      ({ name }) =>
        `REVOKE CREATE ON SCHEMA ${escapeIdentifier(name)} FROM PUBLIC; -- anybody could make tables there`,
    ),
    ...grants.definers.map(
      (name) =>
        `-- Runs with its owner's rights; if it can change anything: REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC;`,
    ),
    '-- For each table that nobody may ask about:',
    '--   REVOKE SELECT ON public.salaries FROM diwan_reader;',
    '-- Then give Diwan the user diwan_reader in the connection string.',
  ].join('\n');
}
