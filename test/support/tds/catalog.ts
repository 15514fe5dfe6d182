/**
 * The catalogue reads Diwan makes, answered from what stands in SQLite and from a login's rights.
 * Comments stand in a table `sys_comments(table_name, column_name, comment)`, when there is one.
 */
import type { Answer, AnswerContext, Rights } from './answers.ts';
import { type Column, readTypeName, type TdsScalar, type TdsValue } from './values.ts';

interface Relation {
  id: number;
  name: string;
  kind: string;
}

/** What a login may not read it does not see either. */
const tablesOf = ({ query, login }: AnswerContext): Relation[] =>
  query(
    `SELECT rowid, name, CASE type WHEN 'view' THEN 'V' ELSE 'U' END FROM sqlite_master
     WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND name <> 'sys_comments'
     ORDER BY name`,
  )
    .map(([id, name, kind]) => ({ id: Number(id), name: String(name), kind: String(kind) }))
    .filter(({ name }) => !login.hidden?.includes(name));

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function commentOf(context: AnswerContext, table: string, column: string | null): TdsScalar {
  const [exists] = context.query("SELECT 1 FROM sqlite_master WHERE name = 'sys_comments'");
  if (exists === undefined) return null;
  const [row] = context.query(
    `SELECT comment FROM sys_comments WHERE table_name = ${literal(table)}
     AND column_name IS ${column === null ? 'NULL' : literal(column)}`,
  );
  return row?.[0] ?? null;
}

function rowCount({ query }: AnswerContext, { name, kind }: Relation): TdsScalar {
  return kind === 'V' ? null : (query(`SELECT COUNT(*) FROM ${quoted(name)}`)[0]?.[0] ?? 0);
}

/** max_length in bytes, precision, scale: as sys.columns has them. */
function lengths(type: string): [string, number, number, number] {
  const { base, size } = readTypeName(type === '' ? 'nvarchar(max)' : type);
  const [first = 0, second = 0] = size;
  const bytes = first < 0 ? -1 : /^n(var)?char$/.test(base) ? first * 2 : first;
  if (base === 'decimal' || base === 'numeric') return [base, 9, first || 18, second];
  return [base, bytes, 0, /^(time|datetime2|datetimeoffset)$/.test(base) ? (size[0] ?? 7) : 0];
}

function columnsOf(context: AnswerContext, table: Relation): TdsScalar[][] {
  return context
    .query(`PRAGMA table_xinfo(${quoted(table.name)})`)
    .map(([, name, type, notNull, , key]) => [
      ...[table.id, String(name), ...lengths(String(type))],
      ...[Number(notNull) === 0 && Number(key) === 0, Number(key) > 0 ? 1 : 0],
      commentOf(context, table.name, String(name)),
    ]);
}

function keysOf(context: AnswerContext, table: Relation): TdsScalar[][] {
  const first = (to: string) =>
    context.query(`SELECT name FROM pragma_table_info(${literal(to)}) WHERE pk = 1`)[0]?.[0] ?? '';
  return context
    .query(
      `SELECT id, "from", "table", "to" FROM pragma_foreign_key_list(${literal(table.name)}) ORDER BY id, seq`,
    )
    .map(([id, from, to, column]) => [
      ...[table.id * 1000 + Number(id), table.id, from ?? null, 'dbo', to ?? null],
      column ?? first(String(to)),
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

const everyTable = (rows: (context: AnswerContext, table: Relation) => TdsScalar[][]) => {
  return (context: AnswerContext): readonly (readonly TdsValue[])[] =>
    tablesOf(context).flatMap((table) => rows(context, table));
};

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
    rows: everyTable((context, table) => [
      [
        ...[table.id, 'dbo', table.name, table.kind],
        ...[commentOf(context, table.name, null), rowCount(context, table)],
      ],
    ]),
  },
  {
    match: /FROM sys\.columns AS c\s/,
    columns: columns({
      ...{ object_id: 'int', column_name: 'sysname', type_name: 'sysname', max_length: 'smallint' },
      ...{ precision: 'tinyint', scale: 'tinyint', is_nullable: 'bit', is_primary_key: 'int' },
      comment: 'nvarchar(4000)',
    }),
    rows: everyTable(columnsOf),
  },
  {
    match: /FROM sys\.foreign_keys AS f\s/,
    columns: columns({
      ...{ key_id: 'int', object_id: 'int', column_name: 'sysname' },
      ...{ to_schema: 'sysname', to_table: 'sysname', to_column: 'sysname' },
    }),
    rows: everyTable(keysOf),
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
