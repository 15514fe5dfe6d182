const literals = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** Roles that come with the server, or with a cloud's, and may do more than read. */
const strongRoles = [
  ...['pg_write_all_data', 'pg_write_server_files', 'pg_read_server_files', 'pg_maintain'],
  ...['pg_execute_server_program', 'pg_signal_backend', 'pg_checkpoint', 'pg_create_subscription'],
  ...['pg_signal_autovacuum_worker', 'rds_superuser', 'rds_replication', 'cloudsqlsuperuser'],
  ...['azure_pg_admin', 'alloydbsuperuser', 'neon_superuser', 'supabase_admin'],
];

/** Functions that reach the server's files, its log or its standing; granted to nobody by default. */
const strongFunctions = [
  ...['pg_read_file', 'pg_read_binary_file', 'pg_ls_dir', 'pg_stat_file', 'lo_import', 'lo_export'],
  ...['pg_reload_conf', 'pg_rotate_logfile', 'pg_switch_wal', 'pg_promote', 'pg_backup_start'],
  ...['pg_create_restore_point'],
];

/** Whether a role is one's own or one may become it. */
const mine = (role: string): string => `pg_has_role(${role}, 'MEMBER')`;

const ownSchemas = `nspname <> 'information_schema' AND nspname !~ '^pg_'`;

const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend AS d
    WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

const listed = (select: string): string =>
  `coalesce((SELECT json_agg(x) FROM (${select}) AS x), '[]')`;

const names = (select: string): string =>
  `coalesce((SELECT json_agg(name ORDER BY name) FROM (${select}) AS x), '[]')`;

const tables = `SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'S' AS sequence,
    ${mine('c.relowner')} AS owned,
    has_any_column_privilege(c.oid, 'INSERT') AS can_insert,
    has_any_column_privilege(c.oid, 'UPDATE') AS can_update,
    has_table_privilege(c.oid, 'DELETE') AS can_delete,
    has_table_privilege(c.oid, 'TRUNCATE') AS can_truncate,
    has_table_privilege(c.oid, 'TRIGGER') AS can_trigger
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${ownSchemas}
    AND ${notOfExtension('pg_class', 'c.oid')}`;

/** One JSON text: all the login may do in this database beyond reading. */
export const grantsSql = `SELECT json_build_object(
  'login', current_user,
  'database', current_database(),
  'superuser', (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
  'attributes', (SELECT json_build_object('CREATEROLE', rolcreaterole, 'CREATEDB', rolcreatedb,
    'REPLICATION', rolreplication, 'BYPASSRLS', rolbypassrls)
    FROM pg_roles WHERE rolname = current_user),
  'roles', ${names(`SELECT rolname AS name FROM pg_roles
    WHERE rolname <> current_user AND ${mine('oid')}
      AND (rolname IN (${literals(strongRoles)})
        OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)`)},
  'databaseOwner', (SELECT ${mine('datdba')} FROM pg_database WHERE datname = current_database()),
  'databaseCreate', has_database_privilege(current_database(), 'CREATE'),
  'schemas', ${listed(`SELECT nspname AS name, ${mine('nspowner')} AS owned,
    has_schema_privilege(oid, 'CREATE') AS can_create,
    has_schema_privilege('public', oid, 'CREATE') AS public_create
    FROM pg_namespace WHERE ${ownSchemas} ORDER BY nspname`)},
  'readSchemas', ${names(`SELECT DISTINCT n.nspname AS name
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${ownSchemas}
      AND has_schema_privilege(n.oid, 'USAGE')`)},
  'tables', ${listed(`SELECT * FROM (${tables}) AS t
    WHERE owned OR can_insert OR can_update OR can_delete OR can_truncate OR can_trigger
    ORDER BY schema, name`)},
  'sequences', ${names(`SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND ${ownSchemas}
      AND (has_sequence_privilege(c.oid, 'USAGE') OR has_sequence_privilege(c.oid, 'UPDATE'))`)},
  'definers', ${names(`SELECT p.oid::regprocedure::text AS name
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND ${ownSchemas} AND p.prorettype <> 'trigger'::regtype
      AND has_function_privilege(p.oid, 'EXECUTE') AND ${notOfExtension('pg_proc', 'p.oid')}`)},
  'functions', ${names(`SELECT DISTINCT p.proname AS name FROM pg_proc AS p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND p.proname IN (${literals(strongFunctions)}) AND has_function_privilege(p.oid, 'EXECUTE')`)},
  'servers', ${names(`SELECT srvname AS name FROM pg_foreign_server
    WHERE has_server_privilege(oid, 'USAGE')`)},
  'remote', ${names(`SELECT DISTINCT e.extname AS name FROM pg_extension AS e
    JOIN pg_depend AS d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
      AND d.deptype = 'e' AND d.classid = 'pg_proc'::regclass
    WHERE e.extname IN ('dblink', 'adminpack', 'http', 'pg_net', 'plsh')
      AND has_function_privilege(d.objid, 'EXECUTE')`)},
  'languages', ${names(`SELECT lanname AS name FROM pg_language
    WHERE lanispl AND NOT lanpltrusted AND has_language_privilege(oid, 'USAGE')`)},
  'untriggered', (SELECT format('%I.%I', n.nspname, c.relname)
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND ${ownSchemas} AND has_schema_privilege(n.oid, 'USAGE')
      AND NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)
      AND NOT EXISTS (SELECT FROM pg_rewrite AS r WHERE r.ev_class = c.oid)
    ORDER BY has_table_privilege(c.oid, 'DELETE') DESC, 1 LIMIT 1)
)::text`;
