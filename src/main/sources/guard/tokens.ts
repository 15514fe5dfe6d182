import { lineSeparators } from './characters.ts';
import { type Finding, finding } from './guard.ts';

/** `word`: unquoted; `name`: a quoted identifier; `variable`: `@a`, `@@a`, `:a`, `?`. */
export type TokenKind = 'word' | 'name' | 'string' | 'number' | 'variable' | 'symbol';

export interface Token {
  readonly kind: TokenKind;
  /** Words and symbols as written, names and strings without their quotes. */
  readonly value: string;
  /** A word in upper case (ASCII letters alone), a symbol as it is, else empty. */
  readonly key: string;
  /** Where it stands in the text that is sent. */
  readonly start: number;
  readonly end: number;
}

/** A form of quoted text: how it looks from its first character on, and what it holds. */
export interface Quote {
  kind: 'name' | 'string';
  /** Sticky. The group `content`, or else its first group, is the content. */
  pattern: RegExp;
  /** The closing mark, doubled inside to stand for itself; null: nothing stands for it. */
  doubled: string | null;
}

/** How a dialect's text falls into tokens. All patterns are sticky. */
export interface Syntax {
  quotes: readonly Quote[];
  /** A character that begins a quoted text: if no quote matches there, it is unterminated. */
  opens: RegExp;
  word: RegExp;
  number: RegExp;
  variable: RegExp;
  lineComment: RegExp;
  nestedComments: boolean;
  /** What a block comment may not be, e.g. executable; null where comments are only comments. */
  judgeComment: (comment: string) => Finding | null;
}

/** The tokens, and the text that is sent: as written, each comment replaced by one space. */
export interface Lexed {
  readonly tokens: readonly Token[];
  readonly text: string;
}

const space = /[ \t\n\r]+/y;
const pair = /::|:=/y;
// Whatever else is printable ASCII.
const symbol = /[!-/:-@[-`{-~]/y;
const maxTokens = 12_000;

const at = (pattern: RegExp, sql: string, index: number): RegExpExecArray | null => {
  pattern.lastIndex = index;
  return pattern.exec(sql);
};

const upper = (word: string): string => word.replace(/[a-z]+/g, (part) => part.toUpperCase());

/** One past the comment's end, or -1. */
function commentEnd(sql: string, from: number, nested: boolean): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from + 2;
  let depth = 1;
  for (let mark = marks.exec(sql); mark !== null; mark = marks.exec(sql)) {
    if (mark[0] === '*/') depth -= 1;
    else if (nested) depth += 1;
    else marks.lastIndex -= 1;
    if (depth === 0) return marks.lastIndex;
  }
  return -1;
}

/** A comment at `index`: where it ends, or why it is refused; null when there is none. */
function comment(sql: string, index: number, syntax: Syntax): number | Finding | null {
  let end: number;
  if (sql.startsWith('/*', index)) {
    end = commentEnd(sql, index, syntax.nestedComments);
    if (end < 0) return finding('unterminated', 'A comment is not closed.');
    const objection = syntax.judgeComment(sql.slice(index, end));
    if (objection !== null) return objection;
  } else {
    const line = at(syntax.lineComment, sql, index);
    if (line === null) return null;
    end = index + line[0].length;
  }
  return lineSeparators.test(sql.slice(index, end))
    ? finding('characters', 'A comment holds a line separator that servers read differently.')
    : end;
}

interface Lexeme {
  kind: TokenKind;
  value: string;
  length: number;
}

function quoted(sql: string, index: number, syntax: Syntax): Lexeme | null {
  for (const { kind, pattern, doubled } of syntax.quotes) {
    const match = at(pattern, sql, index);
    if (match === null) continue;
    const content = match.groups?.['content'] ?? match[1] ?? '';
    const value = doubled === null ? content : content.replaceAll(doubled + doubled, doubled);
    return { kind, value, length: match[0].length };
  }
  return null;
}

function lexeme(sql: string, index: number, syntax: Syntax): Lexeme | Finding {
  const quote = quoted(sql, index, syntax);
  if (quote !== null) return quote;
  if (at(syntax.opens, sql, index) !== null)
    return finding('unterminated', 'A quoted text is not closed.');
  for (const kind of ['variable', 'number', 'word'] as const) {
    const match = at(syntax[kind], sql, index);
    if (match !== null) return { kind, value: match[0], length: match[0].length };
  }
  const mark = at(pair, sql, index) ?? at(symbol, sql, index);
  if (mark !== null) return { kind: 'symbol', value: mark[0], length: mark[0].length };
  return finding('characters', 'A character outside quotes is neither SQL nor plain white space.');
}

/** Full-width letters, and joiners between plain ones, could be read as another word. */
const disguised = ({ kind, value }: Lexeme): boolean =>
  kind === 'word' &&
  (/[\uFF01-\uFF5E]/.test(value) ||
    (/[\u200C\u200D]/.test(value) && /^[\w$#@\u200C\u200D]*$/.test(value)));

const glued = (previous: Token, next: Lexeme): boolean =>
  (previous.kind === 'number' && (next.kind === 'word' || next.kind === 'number')) ||
  (previous.kind === 'variable' && next.kind === 'word');

/** White space or a comment at `index`: where it ends and what stands for it in the sent text. */
function gap(sql: string, index: number, syntax: Syntax): [number, string] | Finding | null {
  const blank = at(space, sql, index);
  if (blank !== null) return [index + blank[0].length, blank[0]];
  const end = comment(sql, index, syntax);
  return typeof end === 'number' ? [end, ' '] : end;
}

const keyOf = ({ kind, value }: Lexeme): string => {
  if (kind === 'word') return upper(value);
  return kind === 'symbol' ? value : '';
};

/** Splits a statement into tokens, or says why it cannot be read in one way only. */
export function tokenize(sql: string, syntax: Syntax): Lexed | Finding {
  const tokens: Token[] = [];
  let text = '';
  for (let index = 0; index < sql.length; ) {
    const skip = gap(sql, index, syntax);
    if (skip !== null) {
      if ('code' in skip) return skip;
      index = skip[0];
      text += skip[1];
      continue;
    }
    const found = lexeme(sql, index, syntax);
    if ('code' in found) return found;
    if (disguised(found)) return finding('characters', 'A word is not what it looks like.');
    const previous = tokens.at(-1);
    if (previous?.end === text.length && glued(previous, found))
      return finding('characters', 'A number runs into a word.');
    const start = text.length;
    text += sql.slice(index, index + found.length);
    index += found.length;
    tokens.push({
      kind: found.kind,
      value: found.value,
      key: keyOf(found),
      start,
      end: text.length,
    });
    if (tokens.length > maxTokens) return finding('too_long', 'The statement has too many words.');
  }
  return { tokens, text };
}
