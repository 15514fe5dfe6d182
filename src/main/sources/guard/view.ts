import { isNamed, keyAt, type Statement } from './structure.ts';
import type { Token } from './tokens.ts';

/** How the parser is shown the dialect's quoted names. */
export interface ViewStyle {
  quoteName: (name: string) => string;
  /** Words glued to a string that say how to read it: `N'…'`, `_utf8'…'`. */
  isPrefix: (word: string) => boolean;
}

/** Replacements for tokens by index; an empty text takes the token away. */
export type Edits = ReadonlyMap<number, string>;

/** Quoted names, and words with the joiners of Persian, which parsers stumble over. */
const isReplaced = ({ kind, value }: Token): boolean =>
  kind === 'name' || (kind === 'word' && /[\u200C\u200D]/.test(value));

/** The placeholder under which the parser sees the quoted name at a token index. */
export const placeholder = (index: number): string => `q${index}_`;

/**
 * The text the parser gets, never the text that is sent: strings and quoted names become
 * placeholders, so that the parser cannot disagree about where they end, and `edits` take away
 * what our own rules have judged and the parser does not know.
 */
export function view(statement: Statement, style: ViewStyle, edits: Edits): string {
  const { tokens, source } = statement;
  let text = '';
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const apart = (tokens[index - 1]?.end ?? 0) < token.start ? ' ' : '';
    const edit = edits.get(index);
    if (edit !== undefined) text += ` ${edit} `;
    else if (isReplaced(token)) text += apart + style.quoteName(placeholder(index));
    else if (token.kind === 'string') text += `${apart}'s'`;
    else if (token.kind === 'number')
      text += apart + token.value.replace(/^\p{Sc}|(?<=\d)_(?=\d)/gu, '');
    else if (next?.kind === 'string' && next.start === token.end && style.isPrefix(token.value))
      text += apart;
    else text += apart + source.slice(token.start, token.end);
  }
  return text;
}

/** A dotted name as the parser sees it, given where it begins. */
export function viewedName(statement: Statement, index: number): string {
  const { tokens } = statement;
  const parts: string[] = [];
  for (let at = index; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.key === '.') continue;
    if (token === undefined || !isNamed(token)) break;
    if (at > index && tokens[at - 1]?.key !== '.') break;
    parts.push(isReplaced(token) ? placeholder(at) : token.value);
  }
  return parts.join('.').toLowerCase();
}

/** One dialect's way to show the parser something else from one token to another. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

export type EditRule = (statement: Statement, index: number) => Edit | null;

export const away = (from: number, to = from): Edit => ({ from, to, text: '' });

/** Applies the first rule that fits at each token; an edited token is not looked at again. */
export function editsBy(rules: readonly EditRule[]): (statement: Statement) => Edits {
  return (statement) => {
    const edited = new Map<number, string>();
    for (const index of statement.tokens.keys()) {
      if (edited.has(index)) continue;
      for (const rule of rules) {
        const edit = rule(statement, index);
        if (edit === null) continue;
        for (let at = edit.from; at <= edit.to; at += 1) edited.set(at, '');
        edited.set(edit.from, edit.text);
        break;
      }
    }
    return edited;
  };
}

const literalWords = new Set(['D', 'T', 'TS']);

/** `{d '2024-01-01'}`: the index of its opening brace, or -1. */
function odbcOpening(statement: Statement, index: number): number {
  const open = statement.tokens[index]?.key === '}' ? index - 3 : index;
  const fits =
    keyAt(statement, open) === '{' &&
    literalWords.has(keyAt(statement, open + 1)) &&
    statement.tokens[open + 2]?.kind === 'string' &&
    keyAt(statement, open + 3) === '}';
  return fits ? open : -1;
}

/** Whether a brace belongs to a date as ODBC writes it. */
export const inOdbcLiteral = (statement: Statement, index: number): boolean =>
  odbcOpening(statement, index) >= 0;

export const odbcLiteral: EditRule = (statement, index) =>
  keyAt(statement, index) === '{' && inOdbcLiteral(statement, index)
    ? { from: index, to: index + 3, text: "'s'" }
    : null;
