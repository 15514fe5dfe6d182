/**
 * The catalogue reads Diwan makes, answered from what stands in SQLite and from a login's rights.
 * Comments stand in a table `sys_comments(table_name, column_name, comment)`, when there is one.
 */
import type { Answer, AnswerContext, Rights } from './answers.ts';
import { type Column, readTypeName, type TdsScalar } from './values.ts';

interface Relation {
  id: number;
  name: string;
  kind: string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const owned =
  "m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'sys_comments'";

/** What a login may not read it does not see either. */
const visible = ({ login }: AnswerContext, name: TdsScalar): boolean =>
  !login.hidden?.includes(String(name));

const tablesOf = (context: AnswerContext): Relation[] =>
  context
    .query(
      `SELECT m.rowid, m.name, CASE m.type WHEN 'view' THEN 'V' ELSE 'U' END
       FROM sqlite_master AS m WHERE ${owned} ORDER BY m.name`,
    )
    .filter(([, name]) => visible(context, name ?? null))
    .map(([id, name, kind]) => ({ id: Number(id), name: String(name), kind: String(kind) }));

/** By table and column; a table's own has no column. */
function commentsOf({ query }: AnswerContext): ReadonlyMap<string, TdsScalar> {
  const [exists] = query("SELECT 1 FROM sqlite_master WHERE name = 'sys_comments'");
  if (exists === undefined) return new Map();
  const rows = query('SELECT table_name, column_name, comment FROM sys_comments');
  return new Map(rows.map(([table, column, comment]) => [`${table}.${column}`, comment ?? null]));
}

function rowCount({ query }: AnswerContext, { name, kind }: Relation): TdsScalar {
  return kind === 'V' ? null : (query(`SELECT COUNT(*) FROM ${quoted(name)}`)[0]?.[0] ?? 0);
}

function tableRows(context: AnswerContext): TdsScalar[][] {
  const comments = commentsOf(context);
  return tablesOf(context).map((table) => [
    ...[table.id, 'dbo', table.name, table.kind],
    ...[comments.get(`${table.name}.null`) ?? null, rowCount(context, table)],
  ]);
}

/** max_length in bytes, precision, scale: as sys.columns has them. */
function lengths(type: string): [string, number, number, number] {
  const { base, size } = readTypeName(type === '' ? 'nvarchar(max)' : type);
  const [first = 0, second = 0] = size;
  const bytes = first < 0 ? -1 : /^n(var)?char$/.test(base) ? first * 2 : first;
  if (base === 'decimal' || base === 'numeric') return [base, 9, first || 18, second];
  return [base, bytes, 0, /^(time|datetime2|datetimeoffset)$/.test(base) ? (size[0] ?? 7) : 0];
}

function columnRows(context: AnswerContext): TdsScalar[][] {
  const comments = commentsOf(context);
  return context
    .query(
      `SELECT m.rowid, m.name, x.name, x.type, x."notnull", x.pk
       FROM sqlite_master AS m, pragma_table_xinfo(m.name) AS x WHERE ${owned} ORDER BY m.rowid, x.cid`,
    )
    .filter(([, table]) => visible(context, table ?? null))
    .map(([id = null, table, name, type, notNull, key]) => [
      ...[id, String(name), ...lengths(String(type))],
      ...[Number(notNull) === 0 && Number(key) === 0, Number(key) > 0 ? 1 : 0],
      comments.get(`${table}.${name}`) ?? null,
    ]);
}

function keyRows(context: AnswerContext): TdsScalar[][] {
  return context
    .query(
      `SELECT m.rowid, m.name, f.id, f."from", f."table",
         coalesce(f."to", (SELECT x.name FROM pragma_table_info(f."table") AS x WHERE x.pk = f.seq + 1))
       FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f WHERE ${owned}
       ORDER BY m.rowid, f.id, f.seq`,
    )
    .filter(([, table]) => visible(context, table ?? null))
    .map(([id = null, , key, from = null, table = null, to = null]) => [
      ...[Number(id) * 1000 + Number(key), id, from, 'dbo', table, to],
    ]);
}

const columns = (types: Readonly<Record<string, string>>): Column[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

const named = columns({ name: 'sysname' });

const listed = (match: RegExp, key: keyof Rights): Answer => ({
  match,
  columns: named,
  rows: ({ login }) => (login.rights?.[key] ?? []).map((name) => [String(name)]),
});

export const catalogAnswers: readonly Answer[] = [
  {
    match: /@@VERSION\) AS version, SCHEMA_NAME/,
    columns: columns({
      version: 'nvarchar(4000)',
      default_schema: 'sysname',
      database_name: 'sysname',
    }),
    rows: ({ database }) => [
      ['Microsoft SQL Server 2022 - 16.0.1000.6 (X64)\n\tstand-in', 'dbo', database],
    ],
  },
  {
    match: /SUM\(pt\.rows\)/,
    columns: columns({
      ...{ object_id: 'int', schema_name: 'sysname', table_name: 'sysname', kind: 'varchar(2)' },
      ...{ comment: 'nvarchar(4000)', row_count: 'bigint' },
    }),
    rows: tableRows,
  },
  {
    match: /FROM sys\.columns AS c\s/,
    columns: columns({
      ...{ object_id: 'int', column_name: 'sysname', type_name: 'sysname', max_length: 'smallint' },
      ...{ precision: 'tinyint', scale: 'tinyint', is_nullable: 'bit', is_primary_key: 'int' },
      comment: 'nvarchar(4000)',
    }),
    rows: columnRows,
  },
  {
    match: /FROM sys\.foreign_keys AS f\s/,
    columns: columns({
      ...{ key_id: 'int', object_id: 'int', column_name: 'sysname' },
      ...{ to_schema: 'sysname', to_table: 'sysname', to_column: 'sysname' },
    }),
    rows: keyRows,
  },
  {
    match: /SUSER_SNAME\(\) AS login_name/,
    columns: columns({
      ...{ login_name: 'sysname', database_name: 'sysname', default_schema: 'sysname' },
      edition: 'int',
    }),
    rows: ({ user, database }) => [[user, database, 'dbo', 3]],
  },
  listed(/IS_SRVROLEMEMBER/, 'serverRoles'),
  listed(/IS_ROLEMEMBER/, 'databaseRoles'),
  listed(/fn_my_permissions\(NULL, N'SERVER'\)/, 'serverPermissions'),
  listed(/fn_my_permissions\(NULL, N'DATABASE'\)/, 'databasePermissions'),
  {
    match: /AS can_insert/,
    columns: columns({
      ...{ schema_name: 'sysname', object_name: 'sysname', can_insert: 'int', can_update: 'int' },
      ...{ can_delete: 'int', can_alter: 'int', can_execute: 'int' },
    }),
    rows: ({ login }) => login.rights?.objects ?? [],
  },
  {
    match: /owner_sid/,
    columns: columns({ kind: 'nvarchar(20)', name: 'sysname' }),
    rows: ({ login }) => login.rights?.owned ?? [],
  },
  listed(/FROM sys\.servers/, 'linkedServers'),
  listed(/xp_cmdshell/, 'shells'),
  listed(/N'IMPERSONATE'/, 'impersonation'),
  { match: /SELECT DISTINCT s\.name FROM sys\.schemas/, columns: named, rows: [['dbo']] },
  {
    match: /FROM sys\.triggers/,
    columns: columns({ schema_name: 'sysname', object_name: 'sysname' }),
    rows: (context) =>
      tablesOf(context)
        .filter(({ kind }) => kind === 'U')
        .slice(0, 1)
        .map(({ name }) => ['dbo', name]),
  },
];
