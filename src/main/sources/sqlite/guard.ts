import type { Access } from '../guard/access.ts';
import { finding } from '../guard/guard.ts';
import { type Policy, polyglotGuard } from '../guard/judge.ts';
import { fold } from '../guard/names.ts';
import { forbiddenWords } from '../guard/statement.ts';
import { keyAt } from '../guard/structure.ts';
import type { Syntax } from '../guard/tokens.ts';
import { clauses, kinds } from '../guard/tree-kinds.ts';
import { afterSource, clauseEnds, queryWords, union, words } from '../guard/words.ts';
import { functions } from './guard/functions.ts';

const syntax: Syntax = {
  quotes: [
    { kind: 'string', pattern: /'((?:[^']|'')*)'/y, doubled: "'" },
    { kind: 'name', pattern: /"((?:[^"]|"")*)"/y, doubled: '"' },
    { kind: 'name', pattern: /`((?:[^`]|``)*)`/y, doubled: '`' },
    { kind: 'name', pattern: /\[([^\]]*)\]/y, doubled: null },
  ],
  opens: /['"`[]/y,
  word: /[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_$\u200C\u200D]*/uy,
  number: /0[xX][0-9a-fA-F]+|(?:\d(?:_?\d)*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y,
  variable: /[?:@$#][\p{L}\p{N}_]*/uy,
  lineComment: /--[^\n]*/y,
  nestedComments: false,
  judgeComment: () => null,
};

const forbidden = forbiddenWords({
  write: 'INSERT UPDATE DELETE REPLACE INTO CREATE DROP ALTER RETURNING',
  not_query: 'TABLE',
  execute: 'EXPLAIN',
  session:
    'PRAGMA ATTACH DETACH BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE END VACUUM REINDEX ANALYZE',
});

/** These are names too when they stand elsewhere; the rest never stand unquoted in a query. */
const onlyAtStart = words('PRAGMA ATTACH DETACH BEGIN ROLLBACK SAVEPOINT RELEASE VACUUM REINDEX');
const alsoNames = union(onlyAtStart, words('ANALYZE EXPLAIN END RETURNING REPLACE'));

const virtualTables = words('dbstat bytecode tables_used completion fsdir zipfile carray');

/** The schema and its copies, statistics, raw pages and every pragma as a table. */
function isSystem({ schema, name }: Access): boolean {
  const folded = fold(name);
  if (folded.startsWith('sqlite_') || folded.startsWith('pragma_')) return true;
  return schema === null && virtualTables.has(folded);
}

function accessOf(parts: readonly string[]): ReturnType<Policy['accessOf']> {
  const [first = '', second] = parts;
  if (second === undefined) return { database: null, schema: null, name: first };
  if (parts.length > 2) return finding('unparsed', 'A table has too many qualifiers.');
  if (fold(first) === 'main') return { database: null, schema: null, name: second };
  return { database: first, schema: null, name: second };
}

const policy: Policy = {
  parser: 'sqlite',
  syntax,
  grammar: {
    clauseEnds,
    beforeSource: words(''),
    afterSource: union(afterSource, words('INDEXED NOT')),
    notCalled: union(queryWords, words('MATERIALIZED MATCH REGEXP GLOB NULLS')),
    nameLists: words(''),
    tableArguments: words(''),
    hints: words(''),
    selfReference: true,
  },
  starts: words('SELECT WITH VALUES'),
  forbidden,
  mayStand: (statement, index) => {
    const key = keyAt(statement, index);
    if (key === 'INSERT') return keyAt(statement, index + 1) === '(';
    return alsoNames.has(key);
  },
  rules: [
    // `x IN name` reads a whole table, which no other rule would see.
    (statement) =>
      statement.tokens.some(
        (token, index) => keyAt(statement, index - 1) === 'IN' && token.key !== '(',
      )
        ? finding('unparsed', 'IN must be followed by a parenthesis.')
        : null,
    ({ tokens }) =>
      tokens.some(({ kind }) => kind === 'variable')
        ? finding('session', 'A query may not hold variables.')
        : null,
    ({ tokens }) =>
      tokens.some(({ key }) => key !== '' && '{}\\^'.includes(key))
        ? finding('unparsed', 'The statement holds a mark that SQLite does not know.')
        : null,
  ],
  functions: { builtIn: functions, isPlain: () => false },
  judgeCall: () => null,
  accessOf,
  isSystem,
  style: {
    quoteName: (name) => `"${name}"`,
    isPrefix: (word) => /^x$/i.test(word),
  },
  edits: ({ tokens }) =>
    new Map(
      [...tokens.entries()]
        .filter(([, { key }]) => key === 'PERCENT')
        .map(([index]) => [index, 'percent_']),
    ),
  tree: { kinds, clauses },
};

export const open = () => polyglotGuard(policy);
