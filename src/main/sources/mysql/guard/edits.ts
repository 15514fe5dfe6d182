import { nameFrom } from '../../guard/names.ts';
import { keyAt, type Statement } from '../../guard/structure.ts';
import { away, type Edit, editsBy, odbcLiteral } from '../../guard/view.ts';
import { words } from '../../guard/words.ts';

const selectOptions = words('SQL_CACHE SQL_NO_CACHE');
const signs = words('SIGNED UNSIGNED');
const clauseStarts = words('SELECT FROM WHERE GROUP HAVING ORDER WINDOW PARTITION');

/** Options of SELECT that only steer caches, and the INTEGER of SIGNED INTEGER. */
function fillers(statement: Statement, index: number): Edit | null {
  const key = keyAt(statement, index);
  const integer = key === 'INTEGER' && signs.has(keyAt(statement, index - 1));
  return integer || selectOptions.has(key) ? away(index) : null;
}

/** `CHAR(5) CHARACTER SET utf8mb4`. */
const charset = (statement: Statement, index: number): Edit | null =>
  keyAt(statement, index) === 'CHARACTER' && keyAt(statement, index + 1) === 'SET'
    ? away(index, index + 2)
    : null;

/** `VALUES ROW(1), ROW(2)`. */
const row = (statement: Statement, index: number): Edit | null =>
  keyAt(statement, index) === 'ROW' && keyAt(statement, 0) === 'VALUES' ? away(index) : null;

/** `INTERVAL '1:1' MINUTE_SECOND`: any unit will do. */
const unit = (statement: Statement, index: number): Edit | null =>
  /^[A-Z]+_(MICROSECOND|SECOND|MINUTE|HOUR|MONTH)$/.test(keyAt(statement, index))
    ? { from: index, to: index, text: 'SECOND' }
    : null;

const negation = (statement: Statement, index: number): Edit | null =>
  keyAt(statement, index) === '!' && keyAt(statement, index + 1) !== '='
    ? { from: index, to: index, text: 'NOT' }
    : null;

/** `GROUP BY a ASC, b DESC`, an old form: the nearest clause before is GROUP. */
function groupOrder(statement: Statement, index: number): Edit | null {
  const key = keyAt(statement, index);
  if (key !== 'ASC' && key !== 'DESC') return null;
  for (let before = index - 1; before >= 0; before -= 1) {
    const word = keyAt(statement, before);
    if (word === ')') before = statement.partner.get(before) ?? before;
    else if (word === '(') return null;
    else if (clauseStarts.has(word)) return word === 'GROUP' ? away(index) : null;
  }
  return null;
}

/** One past an operand: a literal, a name, a call or a parenthesis, with a type word before. */
function operandEnd(statement: Statement, index: number): number {
  const { tokens, partner } = statement;
  if (keyAt(statement, index) === '(') return (partner.get(index) ?? index) + 1;
  const typed = tokens[index]?.kind === 'word' && tokens[index + 1]?.kind === 'string';
  const next = typed ? index + 2 : index + 1;
  return keyAt(statement, next) === '(' ? (partner.get(next) ?? next) + 1 : next;
}

/** `FOR SYSTEM_TIME …` of MariaDB; its operands are judged like all other tokens. */
function systemTime(statement: Statement, index: number): Edit | null {
  if (keyAt(statement, index) !== 'FOR' || keyAt(statement, index + 1) !== 'SYSTEM_TIME')
    return null;
  const kind = keyAt(statement, index + 2);
  if (kind === 'ALL') return away(index, index + 2);
  if (kind === 'AS') return away(index, operandEnd(statement, index + 4) - 1);
  return away(index, operandEnd(statement, operandEnd(statement, index + 3) + 1) - 1);
}

/** The columns of JSON_TABLE: defaults and nested paths. */
const columns = (statement: Statement, index: number): Edit | null =>
  keyAt(statement, index) === '(' && keyAt(statement, index - 1) === 'COLUMNS'
    ? { from: index, to: statement.partner.get(index) ?? index, text: "(a INT PATH 's')" }
    : null;

/** `PREVIOUS VALUE FOR name`: a number. */
const previous = (statement: Statement, index: number): Edit | null =>
  keyAt(statement, index) === 'PREVIOUS' && keyAt(statement, index + 1) === 'VALUE'
    ? { from: index, to: nameFrom(statement, index + 3).next - 1, text: '1' }
    : null;

/** `'a' 'b'` is one text. */
const adjacent = ({ tokens }: Statement, index: number): Edit | null =>
  tokens[index]?.kind === 'string' && tokens[index - 1]?.kind === 'string' ? away(index) : null;

/** What MySQL and MariaDB know and the parser does not. */
export const edits = editsBy([
  odbcLiteral,
  columns,
  row,
  fillers,
  charset,
  unit,
  negation,
  groupOrder,
  systemTime,
  previous,
  adjacent,
]);
