import { type Access, judgeAccess, judgeCteName } from '../guard/access.ts';
import { keepWasmAtBaseline } from '../guard/baseline.ts';
import { judgeFunction } from '../guard/calls.ts';
import { judgeCrossJoins, judgeEndless } from '../guard/endless.ts';
import {
  type Finding,
  finding,
  type Guard,
  type GuardRules,
  type Verdict,
} from '../guard/guard.ts';
import { judgeHiddenColumns } from '../guard/hiding.ts';
import { accepted, prepare, refused, safely, tableNames } from '../guard/judge.ts';
import { fold } from '../guard/names.ts';
import { isPlainName } from '../guard/plain-names.ts';
import type { TableReference } from '../guard/reading.ts';
import { forbiddenWords, judgeDisguises, judgeStart } from '../guard/statement.ts';
import { keyAt, type Statement } from '../guard/structure.ts';
import type { Syntax } from '../guard/tokens.ts';
import { isNode, type Node } from '../guard/tree.ts';
import { words } from '../guard/words.ts';
import { judgeAttributes } from './guard/attributes.ts';
import { functions } from './guard/functions.ts';
import { type PgFacts, type PgTable, readTree } from './guard/tree.ts';

const syntax: Syntax = {
  quotes: [
    { kind: 'string', pattern: /[eE]'((?:[^'\\]|\\[\s\S]|'')*)'/y, doubled: "'" },
    { kind: 'string', pattern: /[uU]&'((?:[^']|'')*)'/y, doubled: "'" },
    // Escapes could spell another name: without any, U&"name" is "name".
    { kind: 'name', pattern: /[uU]&"((?:[^"\\]|"")*)"/y, doubled: '"' },
    { kind: 'string', pattern: /'((?:[^']|'')*)'/y, doubled: "'" },
    { kind: 'name', pattern: /"((?:[^"]|"")+)"/y, doubled: '"' },
    {
      kind: 'string',
      pattern: /\$(?<tag>(?:[\p{L}_][\p{L}\p{N}_]*)?)\$(?<content>[\s\S]*?)\$\k<tag>\$/uy,
      doubled: null,
    },
  ],
  opens: /['"]|[uU]&["']|\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy,
  word: /[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_$\u200C\u200D]*/uy,
  number: /0[xXoObB][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y,
  variable: /\$\d+/y,
  lineComment: /--[^\n]*/y,
  nestedComments: true,
  judgeComment: () => null,
};

const forbidden = forbiddenWords({
  write:
    'INSERT UPDATE DELETE MERGE TRUNCATE CREATE ALTER DROP GRANT REVOKE COMMENT REFRESH REINDEX CLUSTER IMPORT REASSIGN SECURITY',
  execute: 'CALL DO PREPARE EXECUTE EXPLAIN',
  file: 'COPY LOAD',
  session:
    'SET RESET SHOW BEGIN START COMMIT ROLLBACK SAVEPOINT RELEASE ABORT END DISCARD DEALLOCATE DECLARE FETCH MOVE CLOSE LISTEN NOTIFY UNLISTEN CHECKPOINT VACUUM ANALYZE',
  lock: 'LOCK',
});

const starts = words('SELECT WITH VALUES TABLE');

/** The clauses that are refused, each in its own words. */
const unknownReasons: Readonly<Record<string, Finding>> = {
  'SelectStmt.intoClause': finding('write', 'SELECT INTO writes a table.'),
  'SelectStmt.lockingClause': finding('lock', 'A query may not lock what it reads.'),
  InsertStmt: finding('write', 'INSERT writes.'),
  UpdateStmt: finding('write', 'UPDATE writes.'),
  DeleteStmt: finding('write', 'DELETE writes.'),
  MergeStmt: finding('write', 'MERGE writes.'),
};

const systemSchemas = /^(pg_.*|information_schema)$/;

function isSystem({ schema, name }: Access): boolean {
  return (schema !== null && systemSchemas.test(fold(schema))) || fold(name).startsWith('pg_');
}

function accessOf(parts: readonly string[]): Access {
  const [name = '', schema = null, database = null] = parts.toReversed();
  return { database, schema, name };
}

/** `'orders'::regclass` names a table; other lookups tell of the system. */
function judgeLookups({ lookups }: PgFacts, rules: GuardRules): Finding | null {
  for (const { type, text } of lookups) {
    if (type === 'regconfig' || type === 'regdictionary' || type === 'regtype') continue;
    if (type !== 'regclass' || text === null)
      return finding('system', `A value of type ${type} looks up the system's catalogue.`);
    const parts = text.split('.').map((part) => part.trim().replaceAll('"', ''));
    const objection = judgeAccess(accessOf(parts), rules, isSystem);
    if (objection !== null) return objection;
  }
  return null;
}

const allowed = { builtIn: functions, isPlain: isPlainName };

function judgeFacts(facts: PgFacts, rules: GuardRules): Finding | null {
  const [unknown] = facts.unknown;
  if (unknown !== undefined)
    return unknownReasons[unknown] ?? finding('not_query', `A query may not hold ${unknown}.`);
  for (const call of facts.functions) {
    const objection = judgeFunction(call, allowed, rules);
    if (objection !== null) return objection;
  }
  for (const { parts, cte } of facts.tables) {
    const access = accessOf(parts);
    const objection = cte ? judgeCteName(access, rules) : judgeAccess(access, rules, isSystem);
    if (objection !== null) return objection;
  }
  return judgeLookups(facts, rules);
}

/** How often the tokens say SELECT or TABLE as keywords; a label after AS may be either. */
function selectsOf(statement: Statement): number {
  return [...statement.tokens.keys()].filter(
    (index) =>
      ['SELECT', 'TABLE'].includes(keyAt(statement, index)) && keyAt(statement, index - 1) !== 'AS',
  ).length;
}

/** An XML document that brings its own entities could read files where libxml is old. */
function judgeEntities({ tokens }: Statement): Finding | null {
  const declared = tokens.some(
    ({ kind, value }) => kind === 'string' && /<!ENTITY|<!DOCTYPE[^>]*\[/i.test(value),
  );
  return declared ? finding('file', 'An XML document may not declare entities.') : null;
}

function judgeEscapes({ tokens }: Statement): Finding | null {
  const odd = tokens.some(
    ({ key }, index) =>
      key === 'UESCAPE' &&
      tokens[index - 1]?.kind === 'name' &&
      (tokens[index - 1]?.value.includes(tokens[index + 1]?.value ?? '') ?? true),
  );
  return odd ? finding('characters', 'A name may not be spelled in escapes.') : null;
}

type Parse = (sql: string) => Node | null;

function parseOne(parse: Parse, sql: string): { tree: Node } | Finding {
  const tree = parse(sql);
  const stmts = tree?.['stmts'];
  if (!Array.isArray(stmts)) return finding('unparsed', 'PostgreSQL does not understand this.');
  const [only] = stmts;
  const stmt: unknown = isNode(only) ? only['stmt'] : null;
  if (stmts.length !== 1 || !isNode(stmt))
    return finding('multiple', 'Only one statement may be sent.');
  return { tree: stmt };
}

function judgeTokens(statement: Statement): Finding | null {
  return (
    judgeStart(statement, starts, forbidden) ??
    judgeDisguises(statement, forbidden) ??
    judgeEscapes(statement) ??
    judgeEntities(statement) ??
    judgeEndless(statement)
  );
}

function judge(sql: string, rules: GuardRules, parse: Parse): Verdict {
  const statement = prepare(sql, syntax);
  if ('code' in statement) return refused(statement);
  const objection = judgeTokens(statement);
  if (objection !== null) return refused(objection);
  const tree = parseOne(parse, statement.text);
  return 'tree' in tree ? judgeParsed(statement, readTree(tree.tree), rules) : refused(tree);
}

/** The tree counts UTF-8 bytes: the same places as indexes of tokens. */
function locate(statement: Statement, tables: readonly PgTable[]): TableReference[] {
  const bytes = Buffer.from(statement.text);
  const first = statement.tokens[0]?.start ?? 0;
  const indexes = new Map(statement.tokens.map(({ start }, index) => [start - first, index]));
  return tables.map(({ location, ...table }) => {
    const start = bytes.subarray(0, location).toString().length;
    return { ...table, argument: false, index: indexes.get(start) ?? 0 };
  });
}

function judgeParsed(statement: Statement, facts: PgFacts, rules: GuardRules): Verdict {
  const tables = locate(statement, facts.tables);
  const names = tableNames(tables);
  const disagree = facts.selects !== selectsOf(statement);
  const objection =
    judgeFacts(facts, rules) ??
    (disagree ? finding('unparsed', 'Two readings of the statement do not agree.') : null) ??
    judgeHiddenColumns(statement, { selects: facts.selects, tables, calls: [] }, rules) ??
    judgeAttributes(statement, tables, facts.derived, rules) ??
    judgeCrossJoins(statement, tables);
  return objection === null ? accepted(statement, names) : refused(objection);
}

/** The guard with PostgreSQL's own parser (WASM), which reads the very text that is sent. */
export async function open(): Promise<Guard> {
  keepWasmAtBaseline();
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  const parse: Parse = (sql) => {
    try {
      const tree: unknown = parseSync(sql);
      return isNode(tree) ? tree : null;
    } catch {
      return null;
    }
  };
  return safely((sql, rules) => judge(sql, rules, parse));
}
