import { type Finding, finding, type Refusal } from './guard.ts';
import { isPlain, likeness } from './names.ts';
import { isNamed, keyAt, type Statement } from './structure.ts';

/** Statement words and why each is refused. */
export type ForbiddenWords = ReadonlyMap<string, Refusal>;

const sentences: Partial<Record<Refusal, string>> = {
  write: 'writes or changes the database',
  execute: 'runs other code',
  session: 'changes the session or a transaction',
  lock: 'takes locks',
  sleep: 'waits on purpose',
  file: 'reaches files',
  remote: 'reaches outside this database',
  system: 'belongs to the system',
};

/** `{ write: 'INSERT UPDATE' }` as a map from word to refusal. */
export function forbiddenWords(lists: Partial<Record<Refusal, string>>): ForbiddenWords {
  const pairs = Object.entries(lists).flatMap(([code, list]) =>
    list.split(' ').map((word): [string, Refusal] => [word, code as Refusal]),
  );
  return new Map(pairs);
}

export const refuseWord = (word: string, code: Refusal): Finding =>
  finding(code, `${word} ${sentences[code] ?? 'is not part of a query'}.`);

/** The statement begins as a query does. */
export function judgeStart(
  statement: Statement,
  starts: ReadonlySet<string>,
  forbidden: ForbiddenWords,
): Finding | null {
  let index = 0;
  while (keyAt(statement, index) === '(') index += 1;
  const key = keyAt(statement, index);
  if (starts.has(key)) return null;
  const code = forbidden.get(key);
  if (code !== undefined) return refuseWord(key, code);
  return finding('not_query', 'Only a query that begins with SELECT or WITH may be sent.');
}

const setOperators = new Set(['UNION', 'EXCEPT', 'INTERSECT', 'MINUS']);

/** A word that only looks like a statement's, in letters of another script, is no honest name. */
export function judgeDisguises(statement: Statement, forbidden: ForbiddenWords): Finding | null {
  const disguised = statement.tokens.some(
    ({ kind, key }) => kind === 'word' && !isPlain(key) && forbidden.has(likeness(key)),
  );
  return disguised ? finding('characters', 'A word is not what it looks like.') : null;
}

const definitionWords = new Set(['AS', 'MATERIALIZED', 'XMLNAMESPACES']);

interface Level {
  /** WITH has opened this level and its main query is still to come. */
  with: boolean;
  selected: boolean;
}

/** Each SELECT is the first of its parenthesis, follows WITH's list or a set operator. */
export function judgeSelects(statement: Statement): Finding | null {
  const levels: Level[] = [{ with: false, selected: false }];
  for (const index of statement.tokens.keys()) {
    const key = keyAt(statement, index);
    const level = levels.at(-1);
    if (key === '(') levels.push({ with: false, selected: false });
    else if (key === ')') levels.pop();
    else if (key === 'WITH' && opens(statement, index) && level) level.with = true;
    else if (key === 'SELECT' && level && !mayFollow(statement, index, level))
      return finding('multiple', 'A second SELECT stands where none may follow.');
    if (key === 'SELECT' && level) level.selected = true;
  }
  return null;
}

const opens = (statement: Statement, index: number): boolean =>
  index === 0 || keyAt(statement, index - 1) === '(';

/** Whether a parenthesis is the end of a CTE's body or of WITH XMLNAMESPACES. */
function closesDefinition(statement: Statement, close: number): boolean {
  const open = statement.partner.get(close) ?? 0;
  const before = keyAt(statement, open - 1);
  return keyAt(statement, close) === ')' && definitionWords.has(before);
}

function mayFollow(statement: Statement, index: number, level: Level): boolean {
  if (opens(statement, index)) return true;
  const before = keyAt(statement, index - 1);
  if (setOperators.has(before)) return true;
  if (before === 'ALL' || before === 'DISTINCT')
    return setOperators.has(keyAt(statement, index - 2));
  return level.with && !level.selected && closesDefinition(statement, index - 1);
}

const beforeDot = new Set(['FROM', 'JOIN', 'APPLY', ',', ')', ']', '.']);

/** A dot joins names: behind a number or a text, servers may read what follows as a statement. */
export function judgeDots({ tokens }: Statement): Finding | null {
  const odd = tokens.some((token, index) => {
    if (token.key !== '.') return false;
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    const joins = beforeDot.has(before?.key ?? '') || isNamed(before);
    const joined = after?.key === '.' || after?.key === '*' || isNamed(after);
    return !joins || !joined;
  });
  return odd ? finding('unparsed', 'A dot stands where it joins no names.') : null;
}
