import { type Finding, finding } from './guard.ts';
import type { Lexed, Token } from './tokens.ts';

/** Tokens with their parentheses matched. */
export interface Statement {
  /** What is sent: no comments, no terminator. */
  readonly text: string;
  /** What the tokens' positions refer to. */
  readonly source: string;
  readonly tokens: readonly Token[];
  /** For the index of a parenthesis, the index of its partner. */
  readonly partner: ReadonlyMap<number, number>;
}

const maxDepth = 100;

/** The upper-case keyword at `index`; a word behind a dot is a name, whatever it says. */
export function keyAt(statement: Statement, index: number): string {
  const token = statement.tokens[index];
  if (token === undefined) return '';
  const named = token.kind === 'word' && statement.tokens[index - 1]?.key === '.';
  return named ? '' : token.key;
}

export const isNamed = (token: Token | undefined): token is Token =>
  token !== undefined && (token.kind === 'word' || token.kind === 'name');

/** Whether the token can end an operand: what follows it is an operator, a keyword or an alias. */
export const endsOperand = (token: Token | undefined): boolean =>
  token !== undefined && (token.kind !== 'symbol' || token.key === ')' || token.key === ']');

function matchParentheses(tokens: readonly Token[]): Map<number, number> | Finding {
  const partner = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { key }] of tokens.entries()) {
    if (key === '(') open.push(index);
    if (open.length > maxDepth) return finding('too_long', 'The statement is nested too deeply.');
    if (key !== ')') continue;
    const begin = open.pop();
    if (begin === undefined) return finding('unparsed', 'A parenthesis is closed but not opened.');
    partner.set(begin, index).set(index, begin);
  }
  return open.length === 0 ? partner : finding('unparsed', 'A parenthesis is not closed.');
}

/** Takes trailing semicolons off (and one before WITH, as T-SQL likes it) and matches parentheses. */
export function structure(lexed: Lexed): Statement | Finding {
  const begins = lexed.tokens[0]?.key === ';' && lexed.tokens[1]?.key === 'WITH' ? 1 : 0;
  const ends = lexed.tokens.findLastIndex(({ key }) => key !== ';') + 1;
  const tokens = lexed.tokens.slice(begins, ends);
  const last = tokens.at(-1);
  if (last === undefined) return finding('not_query', 'There is no statement.');
  if (tokens.some(({ key }) => key === ';'))
    return finding('multiple', 'Only one statement may be sent.');
  const partner = matchParentheses(tokens);
  if ('code' in partner) return partner;
  const text = lexed.text.slice(tokens[0]?.start ?? 0, last.end);
  return { text, source: lexed.text, tokens, partner };
}
