/**
 * As much T-SQL as tests need, turned into SQLite's. It proves nothing of T-SQL's meaning:
 * brackets, N'…', dbo., TOP, OFFSET … FETCH and a handful of functions, no more.
 */

const tokenShape =
  /N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[\p{L}_#@][\p{L}\p{N}_#@$]*|\d+(?:\.\d+)?|\s+|./gsu;

const tokenize = (sql: string): string[] => sql.match(tokenShape) ?? [];
const isBlank = (token: string): boolean => /^(\s|--|\/\*)/.test(token);
const upper = (token: string | undefined): string => (token ?? '').toUpperCase();

/** The statements of a batch: divided by `;`, and line by line where a line begins with SET. */
export function splitStatements(sql: string): string[] {
  const pieces: string[] = [''];
  for (const token of tokenize(sql)) {
    if (token === ';') pieces.push('');
    else pieces[pieces.length - 1] += token;
  }
  return pieces.flatMap(splitSetLines).filter((piece) => piece.trim() !== '');
}

function splitSetLines(piece: string): string[] {
  const lines = piece.split('\n').filter((line) => line.trim() !== '');
  return lines.every((line) => /^\s*set\s/i.test(line)) ? lines : [piece];
}

/** The index of the next token that is no blank, from `at` on. */
function next(tokens: readonly string[], at: number): number {
  let index = at;
  while (index < tokens.length && isBlank(tokens[index] ?? '')) index += 1;
  return index;
}

function dropSchema(tokens: string[]): string[] {
  return tokens.filter((token, at) => {
    const schema = (text: string | undefined) => /^(dbo|\[dbo\])$/i.test(text ?? '');
    if (schema(token)) return tokens[at + 1] !== '.';
    return !(token === '.' && schema(tokens[at - 1]));
  });
}

/** Takes `TOP n` or `TOP (n)` of the first SELECT out, to be a LIMIT at the end. */
function takeTop(tokens: string[]): { tokens: string[]; limit: string } {
  const at = tokens.findIndex((token) => upper(token) === 'TOP');
  if (at < 0) return { tokens, limit: '' };
  const open = next(tokens, at + 1);
  const wrapped = tokens[open] === '(';
  const count = wrapped ? next(tokens, open + 1) : open;
  const end = wrapped ? next(tokens, count + 1) : count;
  const rest = [...tokens.slice(0, at), ...tokens.slice(end + 1)];
  return { tokens: rest, limit: ` LIMIT ${tokens[count] ?? '0'}` };
}

const fetchShape =
  /\bOFFSET\s+(\S+)\s+ROWS?(?:\s+FETCH\s+(?:NEXT|FIRST)\s+(\S+)\s+ROWS?\s+ONLY)?\s*$/i;

const renamed: Readonly<Record<string, string>> = { ISNULL: 'ifnull', LEN: 'length' };

/** SQLite takes any word for a type, but between its brackets numbers only. */
export const storable = (ddl: string): string => ddl.replace(/\(max\)/gi, '(-1)');

/** One statement as SQLite takes it; `variables` are the values of `@@NAME`. */
export function toSqlite(sql: string, variables: Readonly<Record<string, string>>): string {
  const words = tokenize(sql).map((token, at, all) => {
    if (/^N'/.test(token)) return token.slice(1);
    if (token.startsWith('@@')) return variables[upper(token)] ?? token;
    const called = all[next(all, at + 1)] === '(';
    return (called && renamed[upper(token)]) || token;
  });
  const { tokens, limit } = takeTop(dropSchema(words));
  const text = storable(tokens.join('') + limit);
  return text.replace(fetchShape, (_, skip: string, take: string | undefined) => {
    return `LIMIT ${take ?? '-1'} OFFSET ${skip}`;
  });
}
