/** What the server says the login may do: reads of the catalogue, none of which needs a right. */

const values = (names: readonly string[]): string => names.map((name) => `(N'${name}')`).join(', ');

const serverRoles = [
  ...['sysadmin', 'securityadmin', 'serveradmin', 'setupadmin', 'processadmin', 'diskadmin'],
  ...['dbcreator', 'bulkadmin', '##MS_LoginManager##', '##MS_DatabaseManager##'],
];

const databaseRoles = [
  ...['db_owner', 'db_securityadmin', 'db_accessadmin', 'db_backupoperator', 'db_ddladmin'],
  ...['db_datawriter', 'dbmanager', 'loginmanager'],
];

/** System procedures that reach out of the database. */
const shells = ['xp_cmdshell', 'sp_OACreate', 'xp_regwrite', 'xp_regdeletekey'];

const may = (right: string): string =>
  `HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'${right}')`;

export const grants = {
  identity: `SELECT SUSER_SNAME() AS login_name, DB_NAME() AS database_name, SCHEMA_NAME() AS default_schema,
  CONVERT(int, SERVERPROPERTY('EngineEdition')) AS edition`,

  serverRoles: `SELECT r.name FROM (VALUES ${values(serverRoles)}) AS r(name) WHERE IS_SRVROLEMEMBER(r.name) = 1`,

  databaseRoles: `SELECT r.name FROM (VALUES ${values(databaseRoles)}) AS r(name) WHERE IS_ROLEMEMBER(r.name) = 1`,

  serverPermissions: "SELECT permission_name AS name FROM sys.fn_my_permissions(NULL, N'SERVER')",

  databasePermissions:
    "SELECT permission_name AS name FROM sys.fn_my_permissions(NULL, N'DATABASE')",

  // The right to run a function is left out: no T-SQL function can change anything.
  objects: `SELECT f.schema_name, f.object_name, f.can_insert, f.can_update, f.can_delete, f.can_alter, f.can_execute
FROM (SELECT s.name AS schema_name, o.name AS object_name,
    ${may('INSERT')} AS can_insert, ${may('UPDATE')} AS can_update, ${may('DELETE')} AS can_delete,
    ${may('ALTER')} AS can_alter,
    CASE WHEN o.type IN ('P', 'PC', 'X') THEN ${may('EXECUTE')} ELSE 0 END AS can_execute
  FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id
  WHERE o.is_ms_shipped = 0 AND o.type IN ('U', 'V', 'P', 'PC', 'X')) AS f
WHERE 1 IN (f.can_insert, f.can_update, f.can_delete, f.can_alter, f.can_execute)
ORDER BY f.schema_name, f.object_name`,

  owned: `SELECT N'database' AS kind, d.name FROM sys.databases AS d
WHERE d.database_id = DB_ID() AND d.owner_sid = SUSER_SID()
UNION ALL SELECT N'schema', s.name FROM sys.schemas AS s WHERE s.principal_id = DATABASE_PRINCIPAL_ID()
UNION ALL SELECT N'object', o.name FROM sys.objects AS o WHERE o.principal_id = DATABASE_PRINCIPAL_ID()`,

  linkedServers: 'SELECT name FROM sys.servers WHERE is_linked = 1',

  shells: `SELECT x.name FROM (VALUES ${values(shells)}) AS x(name)
WHERE HAS_PERMS_BY_NAME(N'master.dbo.' + x.name, N'OBJECT', N'EXECUTE') = 1`,

  impersonation: `SELECT p.name FROM sys.database_principals AS p
WHERE p.type IN ('S', 'U', 'E') AND p.principal_id <> DATABASE_PRINCIPAL_ID()
  AND HAS_PERMS_BY_NAME(QUOTENAME(p.name), N'USER', N'IMPERSONATE') = 1
UNION SELECT p.name FROM sys.server_principals AS p
WHERE p.type IN ('S', 'U', 'E') AND p.sid <> SUSER_SID()
  AND HAS_PERMS_BY_NAME(QUOTENAME(p.name), N'LOGIN', N'IMPERSONATE') = 1`,

  schemas: `SELECT DISTINCT s.name FROM sys.schemas AS s JOIN sys.objects AS o ON o.schema_id = s.schema_id
WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 ORDER BY s.name`,

  // A trigger fires even for a DELETE of no rows, so only a table without one is harmless.
  untriggered: `SELECT TOP (1) s.name AS schema_name, o.name AS object_name
FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.type = 'U' AND o.is_ms_shipped = 0
  AND NOT EXISTS (SELECT 1 FROM sys.triggers AS t WHERE t.parent_id = o.object_id)
ORDER BY s.name, o.name`,
} as const;

export type GrantRead = keyof typeof grants;

/** A name in brackets, as QUOTENAME makes it. */
export const quoteName = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
