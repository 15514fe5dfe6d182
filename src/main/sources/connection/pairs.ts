import { DiwanError } from '../../lib/errors.ts';

/** A connection string's words: the last of two equal keys wins, as everywhere. */
export type Pairs = Map<string, string>;

/**
 * Never quotes the string itself: any part of it may be the password.
 * @param why its key in the locales' `connection`
 */
export const invalid = (why: string, reason: string): DiwanError =>
  new DiwanError('connection_string_invalid', { params: { why, reason } });

/** `Trust Server Certificate`, `trust_server_certificate` and `TrustServerCertificate` are one. */
export const normalKey = (key: string): string => key.toLowerCase().replace(/[\s_-]/g, '');

/**
 * `key=value;…` with values in single or double quotes, doubled inside (ADO.NET), or in braces
 * (ODBC, `braces`). https://learn.microsoft.com/dotnet/api/system.data.sqlclient.sqlconnection.connectionstring
 */
export function parsePairs(text: string, braces: boolean): Pairs {
  const pairs: Pairs = new Map();
  const reader = new PairReader(text, braces);
  for (let pair = reader.next(); pair !== null; pair = reader.next())
    pairs.set(normalKey(pair[0]), pair[1]);
  return pairs;
}

class PairReader {
  readonly #text: string;
  readonly #braces: boolean;
  #at = 0;

  constructor(text: string, braces: boolean) {
    this.#text = text;
    this.#braces = braces;
  }

  next(): [string, string] | null {
    this.#skip(/[\s;]*/y);
    if (this.#at >= this.#text.length) return null;
    const key = this.#skip(/(?:[^=;]|==)*/y).replaceAll('==', '=');
    if (this.#text[this.#at] !== '=' || key.trim() === '')
      throw invalid(
        'pair',
        'a part is not of the form Key=Value; quote values that contain a semicolon',
      );
    this.#at += 1;
    this.#skip(/\s*/y);
    return [key.trim(), this.#value()];
  }

  #value(): string {
    const open = this.#text[this.#at];
    if (open === '"' || open === "'") return this.#quoted(open);
    if (open === '{' && this.#braces) return this.#quoted('}');
    return this.#skip(/[^;]*/y).trim();
  }

  #quoted(close: string): string {
    let value = '';
    for (let at = this.#at + 1; at < this.#text.length; at += 1) {
      const char = this.#text[at];
      if (char !== close) value += char;
      else if (this.#text[at + 1] === close) {
        value += close;
        at += 1;
      } else {
        this.#at = at + 1;
        if (!/^\s*(;|$)/.test(this.#text.slice(this.#at)))
          throw invalid(
            'afterQuote',
            'something follows a closing quote; double the quotes inside a value',
          );
        return value;
      }
    }
    throw invalid('openQuote', 'a quote is opened and never closed');
  }

  #skip(shape: RegExp): string {
    shape.lastIndex = this.#at;
    const found = shape.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }
}
