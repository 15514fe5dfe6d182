import type { Language } from '../../../../preload/contract/answer.ts';
import { type Params, say } from '../../../lib/i18n.ts';
import { isolate } from './direction.ts';

/** Text that is Telegram's HTML already: the only thing that is ever sent with parse_mode HTML. */
declare const html: unique symbol;
export type Html = string & { readonly [html]: true };

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const harmless = /^[^&<>\0\ud800-\udfff]*$/;

/** Foreign text as Telegram's HTML; NUL and lone surrogates, which it refuses, fall away. */
export function escaped(text: string): Html {
  if (harmless.test(text)) return text as Html;
  return text
    .toWellFormed()
    .replaceAll('\0', '')
    .replace(/[&<>]/g, (sign) => escapes[sign] ?? sign) as Html;
}

const wrap =
  (open: string, close: string) =>
  (inner: Html): Html =>
    `${open}${inner}${close}` as Html;

export const bold = wrap('<b>', '</b>');
export const italic = wrap('<i>', '</i>');
export const code = wrap('<code>', '</code>');
export const pre = wrap('<pre>', '</pre>');
export const spoiler = wrap('<tg-spoiler>', '</tg-spoiler>');
export const quote = wrap('<blockquote expandable>', '</blockquote>');
export const block = wrap('<blockquote>', '</blockquote>');
export const sqlBlock = wrap('<pre><code class="language-sql">', '</code></pre>');

export const join = (parts: readonly Html[], between = '\n'): Html => parts.join(between) as Html;

/**
 * A sentence of the locales as HTML. Locale texts are HTML of our own; what fills them is escaped,
 * and set apart where its direction differs from the sentence's.
 */
export const tell = (language: Language, key: string, params: Params = {}): Html =>
  say(language, key, params, (text) => escaped(isolate(language, text))) as Html;

/** What a reader sees of it, in UTF-16 units, as Telegram counts. */
export const visibleLength = (text: Html): number =>
  text.replace(/<[^>]*>/g, '').replace(/&(lt|gt|amp|quot);/g, '.').length;
