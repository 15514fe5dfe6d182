import { type Finding, finding } from '../../guard/guard.ts';
import { endsOperand, keyAt, type Statement } from '../../guard/structure.ts';
import { inOdbcLiteral } from '../../guard/view.ts';
import { words } from '../../guard/words.ts';
import { globals } from './functions.ts';
import { forClauses, harmlessHints, lockingHints, queryOptions, statementStarts } from './words.ts';

/** Answers the first objection that a check of single tokens has. */
const each =
  (check: (statement: Statement, index: number, key: string) => Finding | null) =>
  (statement: Statement): Finding | null => {
    for (const index of statement.tokens.keys()) {
      const objection = check(statement, index, keyAt(statement, index));
      if (objection !== null) return objection;
    }
    return null;
  };

const judgeVariables = each(({ tokens }, index) => {
  const token = tokens[index];
  if (token?.kind !== 'variable' || globals.has(token.value.toLowerCase())) return null;
  return token.value.startsWith('@@')
    ? finding('system', `${token.value} may not be read.`)
    : finding('session', 'A query may not hold variables.');
});

/** The colon of `JSON_OBJECT('a': 1)`; elsewhere it would be a label's. */
function separatesJson({ tokens, partner }: Statement, index: number): boolean {
  for (let at = index - 1; at > 0; at -= 1) {
    const key = tokens[at]?.key;
    if (key === '(') return /^JSON_OBJECT(AGG)?$/.test(tokens[at - 1]?.key ?? '');
    if (key === ')') at = partner.get(at) ?? at;
  }
  return false;
}

const judgeMarks = each((statement, index, key) => {
  if (key === '' || !'{}\\:`$'.includes(key)) return null;
  const fine = key === ':' ? separatesJson(statement, index) : inOdbcLiteral(statement, index);
  return fine
    ? null
    : finding('unparsed', 'The statement holds a mark that has no place in a query.');
});

/** After these an operand begins, so that no alias can stand there. */
const openers = words(
  'PERCENT TIES SELECT DISTINCT ALL WHERE AND OR ON BY AS CASE WHEN',
  'THEN ELSE HAVING NOT FROM JOIN LIKE BETWEEN IN',
);

/** `SELECT 1 THROW`: where an alias could stand, the server may begin a statement. */
const judgeStatementStarts = each((statement, index, key) => {
  if (!statementStarts.has(key)) return null;
  const before = statement.tokens[index - 1];
  const counted = index - (before?.key === ')' ? 4 : 2);
  if (keyAt(statement, counted) === 'TOP') return null;
  if (!endsOperand(before) || openers.has(keyAt(statement, index - 1))) return null;
  return finding('multiple', `${key} may begin a second statement here.`);
});

/** END closes a CASE; anything else would close a block or a conversation. */
function judgeCases(statement: Statement): Finding | null {
  let open = 0;
  for (const index of statement.tokens.keys()) {
    const key = keyAt(statement, index);
    if (key === 'CASE') open += 1;
    if (key === 'END') open -= 1;
    if (open < 0) return finding('execute', 'END stands without a CASE.');
  }
  return open === 0 ? null : finding('unparsed', 'A CASE has no END.');
}

const judgeFor = each((statement, index, key) => {
  if (key !== 'FOR' || forClauses.has(keyAt(statement, index + 1))) return null;
  const pivot = keyAt(statement, index + 2) === 'IN' || keyAt(statement, index + 4) === 'IN';
  const unknown = keyAt(statement, index + 1) === 'UNKNOWN';
  return pivot || unknown ? null : finding('lock', 'FOR is only known with XML, JSON and BROWSE.');
});

/** FETCH belongs to OFFSET; with a cursor it is a statement. */
const judgeFetch = each((statement, index, key) => {
  if (key !== 'FETCH') return null;
  const before = keyAt(statement, index - 1);
  const count = statement.tokens[index + 2];
  const fine =
    (before === 'ROWS' || before === 'ROW') && (count?.kind === 'number' || count?.key === '(');
  return fine ? null : finding('multiple', 'FETCH is only known after OFFSET.');
});

const mostRecursion = 10_000;

function judgeOption(statement: Statement, open: number): Finding | null {
  const close = statement.partner.get(open) ?? open;
  for (let index = open + 1; index < close; index += 1) {
    const key = keyAt(statement, index);
    const kind = statement.tokens[index]?.kind;
    if (kind === 'word' && !queryOptions.has(key))
      return finding('lock', `OPTION may not say ${key}.`);
    if (key === 'USE' && keyAt(statement, index + 1) !== 'HINT')
      return finding('session', 'USE is only known with HINT.');
    const depth = Number(statement.tokens[index + 1]?.value);
    if (key === 'MAXRECURSION' && !(depth > 0 && depth <= mostRecursion))
      return finding('endless', `MAXRECURSION must lie between 1 and ${mostRecursion}.`);
  }
  return null;
}

const judgeOptions = each((statement, index, key) => {
  if (key !== 'OPTION') return null;
  const next = keyAt(statement, index + 1);
  return next === '(' ? judgeOption(statement, index + 1) : finding('unparsed', 'OPTION is empty.');
});

/** The words of `WITH (…)` behind a table, at the outermost level of its parenthesis. */
function judgeHints(statement: Statement, open: number): Finding | null {
  const close = statement.partner.get(open) ?? open;
  for (let index = open + 1; index < close; index += 1) {
    const key = keyAt(statement, index);
    if (key === '(') index = statement.partner.get(index) ?? index;
    else if (key === 'INDEX' && keyAt(statement, index + 1) === '=') index += 2;
    else if (key !== ',' && key !== 'INDEX' && !harmlessHints.has(key))
      return finding('lock', `The table hint ${key || 'given'} is not allowed.`);
  }
  return null;
}

/** WITH behind a rowset function says its columns. */
function followsRowset(statement: Statement, index: number): boolean {
  const open = statement.partner.get(index - 1);
  return open !== undefined && keyAt(statement, open - 1) === 'OPENJSON';
}

const judgeWith = each((statement, index, key) => {
  if (key !== 'WITH' || index === 0 || keyAt(statement, index - 1) === '(') return null;
  const next = keyAt(statement, index + 1);
  if (next === 'ROLLUP' || next === 'CUBE' || next === 'TIES') return null;
  if (next !== '(') return finding('unparsed', 'WITH stands where it is not known.');
  return followsRowset(statement, index) ? null : judgeHints(statement, index + 1);
});

/** Locking hints are refused wherever they stand: no query needs these words as names. */
const judgeLocks = each((_, __, key) =>
  lockingHints.has(key) ? finding('lock', `The table hint ${key} takes locks.`) : null,
);

export const rules = [
  judgeVariables,
  judgeMarks,
  judgeStatementStarts,
  judgeCases,
  judgeFor,
  judgeFetch,
  judgeOptions,
  judgeWith,
  judgeLocks,
];
