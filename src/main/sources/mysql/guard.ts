import type { Access } from '../guard/access.ts';
import { type Finding, finding, type GuardRules } from '../guard/guard.ts';
import { type Policy, polyglotGuard } from '../guard/judge.ts';
import { fold } from '../guard/names.ts';
import { isCalendarName } from '../guard/plain-names.ts';
import { forbiddenWords } from '../guard/statement.ts';
import { keyAt, type Statement } from '../guard/structure.ts';
import type { Syntax } from '../guard/tokens.ts';
import { clauses, kinds } from '../guard/tree-kinds.ts';
import { inOdbcLiteral } from '../guard/view.ts';
import { afterSource, clauseEnds, queryWords, union, words } from '../guard/words.ts';
import { judgeComment } from './guard/comments.ts';
import { edits } from './guard/edits.ts';
import { functions } from './guard/functions.ts';

const syntax: Syntax = {
  quotes: [
    { kind: 'string', pattern: /'((?:[^'\\]|\\[\s\S]|'')*)'/y, doubled: "'" },
    { kind: 'string', pattern: /"((?:[^"\\]|\\[\s\S]|"")*)"/y, doubled: '"' },
    { kind: 'name', pattern: /`((?:[^`]|``)+)`/y, doubled: '`' },
  ],
  opens: /['"`]/y,
  word: /[\p{L}\p{Nl}_$][\p{L}\p{M}\p{N}_$\u200C\u200D]*/uy,
  number: /0x[0-9a-fA-F]+|0b[01]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y,
  variable: /@@?(?:[\p{L}\p{N}_$.]*)|\?/uy,
  lineComment: /#[^\n]*|--(?=[ \t\r\n]|$)[^\n]*/y,
  nestedComments: false,
  judgeComment,
};

const forbidden = forbiddenWords({
  write: 'INSERT UPDATE DELETE REPLACE TRUNCATE LOAD CREATE ALTER DROP RENAME GRANT REVOKE INTO',
  not_query: 'TABLE',
  system: 'CURRENT_USER SESSION_USER SYSTEM_USER',
  execute: 'CALL PROCEDURE EXECUTE PREPARE HANDLER DO EXPLAIN DESCRIBE',
  session: 'SET USE SHOW BEGIN START COMMIT ROLLBACK SAVEPOINT XA FLUSH RESET KILL SHUTDOWN PURGE',
  lock: 'LOCK UNLOCK',
  file: 'OUTFILE DUMPFILE',
});

/** Not reserved, so they may be names; at the start of a statement they are refused. */
const alsoNames = words(
  'TRUNCATE EXECUTE PREPARE HANDLER DO BEGIN START COMMIT ROLLBACK SAVEPOINT XA FLUSH RESET',
  'SHUTDOWN USE RENAME PURGE',
);

function mayStand(statement: Statement, index: number): boolean {
  const key = keyAt(statement, index);
  const next = keyAt(statement, index + 1);
  const before = keyAt(statement, index - 1);
  if (key === 'INSERT' || key === 'REPLACE') return next === '(';
  if (key === 'SET') return before === 'CHARACTER' || before === 'CHAR';
  return alsoNames.has(key);
}

const endsFor = words('UPDATE SHARE');

/** FOR UPDATE and FOR SHARE lock; FOR JOIN, FOR SYSTEM_TIME and the like do not. */
function judgeFor(statement: Statement): Finding | null {
  const locks = statement.tokens.some(
    (_, index) => keyAt(statement, index) === 'FOR' && endsFor.has(keyAt(statement, index + 1)),
  );
  return locks ? finding('lock', 'A query may not lock what it reads.') : null;
}

/** NEXT VALUE FOR takes a number; PREVIOUS VALUE FOR only tells the last one taken. */
function judgeSequences(statement: Statement): Finding | null {
  const used = statement.tokens.some(
    (_, index) =>
      keyAt(statement, index) === 'NEXT' &&
      keyAt(statement, index + 1) === 'VALUE' &&
      keyAt(statement, index + 2) === 'FOR',
  );
  return used ? finding('function', 'A query may not take numbers from a sequence.') : null;
}

function judgeVariables({ tokens }: Statement): Finding | null {
  const used = tokens.some(({ kind, key }) => kind === 'variable' || key === ':=');
  return used ? finding('session', 'A query may not hold variables.') : null;
}

function judgeMarks(statement: Statement): Finding | null {
  const { tokens } = statement;
  const odd = tokens.some(
    ({ key }, index) =>
      key !== '' && '{}[]\\:@#$'.includes(key) && !inOdbcLiteral(statement, index),
  );
  return odd ? finding('unparsed', 'The statement holds a mark that MySQL does not know.') : null;
}

/** `--` before a quote is arithmetic to MySQL and a comment to most: nobody means it. */
function judgeDashes({ tokens }: Statement): Finding | null {
  const odd = tokens.some(({ key, end }, index) => {
    const [next, after] = [tokens[index + 1], tokens[index + 2]];
    const dashes = key === '-' && next?.key === '-' && next.start === end;
    return dashes && after?.start === next.end && ['string', 'name'].includes(after.kind);
  });
  return odd ? finding('comment', 'Two dashes before a quote are read in two ways.') : null;
}

const systemDatabases = words('mysql performance_schema information_schema sys');

const isSystem = ({ database }: Access): boolean =>
  database !== null && systemDatabases.has(fold(database));

/** `database.table`; the connection's own database goes without saying. */
function accessOf(parts: readonly string[], rules: GuardRules): Access | Finding {
  if (parts.length > 2) return finding('unparsed', 'A table has too many qualifiers.');
  const [first = '', second] = parts;
  if (second === undefined) return { database: null, schema: null, name: first };
  const own = rules.schema?.toLowerCase() === first.toLowerCase();
  return { database: own ? null : first, schema: null, name: second };
}

const policy: Policy = {
  parser: 'mysql',
  syntax,
  grammar: {
    clauseEnds,
    beforeSource: words('LATERAL'),
    afterSource: union(
      afterSource,
      words('STRAIGHT_JOIN USE FORCE IGNORE PARTITION LOCK INTO SET PROCEDURE'),
    ),
    notCalled: union(
      queryWords,
      words(
        'INDEX KEY PARTITION OF DIV MOD REGEXP RLIKE XOR BINARY DISTINCTROW STRAIGHT_JOIN COLUMNS ROW USING PATH',
      ),
      words('CHAR VARCHAR NCHAR DECIMAL DEC NUMERIC FLOAT DOUBLE DATETIME TIME TIMESTAMP BIT'),
      words('VARBINARY TEXT BLOB SIGNED UNSIGNED INT BIGINT SMALLINT TINYINT YEAR AGAINST'),
    ),
    nameLists: words('INDEX KEY'),
    tableArguments: words(''),
    hints: words(''),
    selfReference: false,
  },
  starts: words('SELECT WITH VALUES'),
  forbidden,
  mayStand,
  rules: [judgeDashes, judgeVariables, judgeMarks, judgeFor, judgeSequences],
  functions: {
    builtIn: functions,
    isPlain: (name, qualified) => !qualified && isCalendarName(name),
  },
  // With an argument it changes what the session remembers.
  judgeCall: (_, { parts, empty }) =>
    empty && parts.join('.').toLowerCase() === 'last_insert_id' ? 'fine' : null,
  accessOf,
  isSystem,
  style: {
    quoteName: (name) => `\`${name}\``,
    isPrefix: (word) => /^(n|x|b|_[a-z0-9]+)$/i.test(word),
  },
  edits,
  tree: { kinds, clauses },
};

export const open = () => polyglotGuard(policy);
