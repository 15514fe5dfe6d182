import { type Finding, finding } from './guard.ts';
import { fold } from './names.ts';
import type { TableReference } from './reading.ts';
import { scopesOf } from './scopes.ts';
import { isNamed, keyAt, type Statement } from './structure.ts';
import { words } from './words.ts';

const multiplying = words(
  'repeat replicate lpad rpad space randomblob zeroblob random_bytes generate_series',
);
const mostRepeats = 10_000_000;
const mostExponent = 10_000;
const mostWildcards = 10;
const bounds = words('WHERE JOIN LIMIT FETCH TOP');

const endless = (what: string): Finding => finding('endless', `${what} has no sensible end.`);

/** MariaDB makes a table of numbers of any such name. */
const sequenceTable = /^seq_\d+_to_(\d+)/i;

function judgeRepeats(statement: Statement, index: number): Finding | null {
  const { tokens, partner } = statement;
  const token = tokens[index];
  const last = Number(sequenceTable.exec(token?.value ?? '')?.[1] ?? 0);
  if (last > mostRepeats) return endless('The sequence');
  const end = partner.get(index + 1);
  if (!isNamed(token) || end === undefined || !multiplying.has(fold(token.value))) return null;
  const huge = tokens
    .slice(index + 1, end)
    .some(({ kind, value }) => kind === 'number' && Number(value) > mostRepeats);
  return huge ? endless(`The size given to ${token.value}`) : null;
}

/** `10 ^ 1000000` has a million digits; a pattern of many wildcards tries them all. */
function judgeOperators(statement: Statement, index: number): Finding | null {
  const key = keyAt(statement, index);
  const next = statement.tokens[index + 1];
  if (key === '^' && next?.kind === 'number' && Number(next.value) > mostExponent)
    return endless('The power');
  const pattern = ['LIKE', 'ILIKE', 'GLOB'].includes(key) && next?.kind === 'string';
  const wildcards = pattern ? (next.value.match(/[%*]+/g)?.length ?? 0) : 0;
  return wildcards > mostWildcards ? endless('The pattern') : null;
}

/** A recursive part that only refers to itself, with nothing that could end it. */
function judgeRecursion(statement: Statement, index: number): Finding | null {
  const { tokens, partner } = statement;
  const end = partner.get(index);
  if (end === undefined || keyAt(statement, index - 1) !== 'AS') return null;
  let name = index - 2;
  if (keyAt(statement, name) === ')') name = (partner.get(name) ?? 0) - 1;
  const own = fold(tokens[name]?.value ?? '');
  let union = -1;
  for (let at = index + 1; at < end; at += 1) {
    if (keyAt(statement, at) === '(') at = partner.get(at) ?? at;
    else if (keyAt(statement, at) === 'UNION') union = at;
  }
  if (union < 0) return null;
  const tail = Array.from({ length: end - union }, (_, offset) => union + offset);
  const recurs = tail.some((at) => isNamed(tokens[at]) && fold(tokens[at]?.value ?? '') === own);
  const ends = tail.some((at) => bounds.has(keyAt(statement, at)));
  const cut = tokens.some((_, at) => at > end && ['LIMIT', 'FETCH'].includes(keyAt(statement, at)));
  return recurs && !ends && !cut ? endless('The recursion') : null;
}

/** Refuses cheaply what could never end well; the rest is for timeouts and caps. */
export function judgeEndless(statement: Statement): Finding | null {
  for (const index of statement.tokens.keys()) {
    const objection =
      judgeRepeats(statement, index) ??
      judgeOperators(statement, index) ??
      (keyAt(statement, index) === '(' ? judgeRecursion(statement, index) : null);
    if (objection !== null) return objection;
  }
  return null;
}

const conditions = words('WHERE ON USING LIMIT TOP FETCH NATURAL');

/** The same table three times over in one query, with nothing to join on. */
export function judgeCrossJoins(
  statement: Statement,
  tables: readonly TableReference[],
): Finding | null {
  if (tables.length < 3) return null;
  if (statement.tokens.some((_, at) => conditions.has(keyAt(statement, at)))) return null;
  const scopes = scopesOf(statement);
  const times = new Map<string, number>();
  for (const { parts, index } of tables) {
    const key = `${scopes.of(index)} ${parts.join('.').toLowerCase()}`;
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return Math.max(...times.values()) >= 3 ? endless('The cross join') : null;
}
