const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** In a GRANT `_` and `%` of a database's name are patterns unless escaped. */
const pattern = (database: string): string => quoteName(database.replace(/[\\_%]/g, '\\$&'));

/** SQL for an administrator that makes a login which can read one database, and nothing else. */
export const leastPrivilegeScript = (of: { database: string; encrypted: boolean }): string =>
  [
    '-- A login for Diwan that can read this database and do nothing else.',
    '-- Run it as an administrator, with a long random password in place of the dots;',
    "-- '%' may be narrowed to the address of Diwan's machine.",
    `CREATE USER 'diwan_reader'@'%' IDENTIFIED BY '…'${of.encrypted ? ' REQUIRE SSL' : ''}`,
    '  WITH MAX_USER_CONNECTIONS 20;',
    `GRANT SELECT, SHOW VIEW ON ${pattern(of.database)}.* TO 'diwan_reader'@'%';`,
    '-- To leave out a table that nobody may ask about, grant the others one by one instead:',
    `--   GRANT SELECT ON ${quoteName(of.database)}.orders TO 'diwan_reader'@'%';`,
    '-- Then give Diwan the user diwan_reader in the connection string.',
  ].join('\n');
