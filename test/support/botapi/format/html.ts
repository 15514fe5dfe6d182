import type { MessageEntity } from 'grammy/types';
import { badRequest, type Failure } from '../failure.ts';

/** A message's text as Telegram keeps it: offsets and lengths in UTF-16 code units. */
export interface Formatted {
  text: string;
  entities: MessageEntity[];
}

interface OpenTag {
  readonly name: string;
  /** Where the entity starts in the text made so far. */
  readonly offset: number;
  readonly attributes: ReadonlyMap<string, string>;
}

interface Parsing {
  readonly source: string;
  at: number;
  text: string;
  readonly open: OpenTag[];
  readonly entities: MessageEntity[];
}

const plainTags: Readonly<
  Record<string, 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler'>
> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};

const otherTags = new Set(['a', 'tg-emoji', 'tg-time', 'pre', 'code', 'blockquote']);

const namedReferences: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * Telegram's HTML style. Grammar and error sentences follow TDLib's parser and
 * https://core.telegram.org/bots/api#html-style; byte offsets count UTF-8 as there.
 * Throws 400 «can't parse entities: …».
 */
export function parseHtml(source: string): Formatted {
  const parsing: Parsing = { source, at: 0, text: '', open: [], entities: [] };
  while (parsing.at < source.length) step(parsing);
  const unclosed = parsing.open.at(-1);
  if (unclosed) {
    throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  }
  return { text: parsing.text, entities: parsing.entities };
}

function step(parsing: Parsing): void {
  const { source, at } = parsing;
  if (source[at] === '<') {
    if (source[at + 1] === '/') closeTag(parsing);
    else openTag(parsing);
    return;
  }
  const reference = source[at] === '&' ? readReference(source, at) : null;
  parsing.text += reference?.value ?? source[at];
  parsing.at += reference?.length ?? 1;
}

/** Decimal, hexadecimal and four named references; any other `&` stays as it is. */
function readReference(source: string, at: number): { value: string; length: number } | null {
  const pattern = /&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|([a-zA-Z]+));?/y;
  pattern.lastIndex = at;
  const found = pattern.exec(source);
  if (!found) return null;
  const [whole, hex, decimal, name] = found;
  if (name !== undefined) {
    const value = namedReferences[name];
    return value === undefined ? null : { value, length: whole.length };
  }
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (code === 0 || code >= 0x10ffff) return null;
  return { value: String.fromCodePoint(code), length: whole.length };
}

function openTag(parsing: Parsing): void {
  const { source, at } = parsing;
  const end = endOfWord(source, at + 1);
  if (end >= source.length)
    throw cannotParse(`Unclosed start tag at byte offset ${byte(source, at)}`);
  const name = source.slice(at + 1, end).toLowerCase();
  if (!(name in plainTags) && !otherTags.has(name)) {
    throw cannotParse(`Unsupported start tag "${name}" at byte offset ${byte(source, at)}`);
  }
  const attributes = readAttributes(parsing, name, end);
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${byte(source, at)}`);
  }
  parsing.open.push({ name, offset: parsing.text.length, attributes });
}

/** Leaves `parsing.at` behind the tag's `>`. */
function readAttributes(parsing: Parsing, tag: string, from: number): Map<string, string> {
  const { source, at: begin } = parsing;
  const attributes = new Map<string, string>();
  let at = skipSpace(source, from);
  while (source[at] !== '>') {
    const attribute =
      /([^\s=>]*)\s*(=\s*(?:"([^"]*)(?:"|$)|'([^']*)(?:'|$)|([\w.-]*)(?=[\s>]|$)))?/y;
    attribute.lastIndex = at;
    const [whole = '', name = '', value, double, single, bare] = attribute.exec(source) ?? [];
    if (at + whole.length >= source.length) {
      throw cannotParse(`Unclosed start tag "${tag}" at byte offset ${byte(source, begin)}`);
    }
    if (name === '') {
      throw cannotParse(
        `Empty attribute name in the tag "${tag}" at byte offset ${byte(source, begin)}`,
      );
    }
    if (value === undefined && source[at + whole.length] === '=') {
      throw cannotParse(`Unexpected end of name token at byte offset ${byte(source, at)}`);
    }
    attributes.set(name.toLowerCase(), decode(double ?? single ?? bare?.toLowerCase() ?? ''));
    at = skipSpace(source, at + whole.length);
  }
  parsing.at = at + 1;
  return attributes;
}

function decode(value: string): string {
  let decoded = '';
  for (let at = 0; at < value.length; ) {
    const reference = value[at] === '&' ? readReference(value, at) : null;
    decoded += reference?.value ?? value[at];
    at += reference?.length ?? 1;
  }
  return decoded;
}

function closeTag(parsing: Parsing): void {
  const { source, at } = parsing;
  const tag = parsing.open.pop();
  if (!tag) throw cannotParse(`Unexpected end tag at byte offset ${byte(source, at)}`);
  const nameEnd = endOfWord(source, at + 2);
  const name = source.slice(at + 2, nameEnd).toLowerCase();
  const end = skipSpace(source, nameEnd);
  if (source[end] !== '>') throw cannotParse(`Unclosed end tag at byte offset ${byte(source, at)}`);
  if (name !== '' && name !== tag.name) {
    throw cannotParse(
      `Unmatched end tag at byte offset ${byte(source, at)}, expected "</${tag.name}>", found "</${name}>"`,
    );
  }
  parsing.at = end + 1;
  const length = parsing.text.length - tag.offset;
  if (length > 0) addEntity(parsing, tag, length);
}

function addEntity(parsing: Parsing, tag: OpenTag, length: number): void {
  const { offset } = tag;
  const plain = plainTags[tag.name];
  if (plain !== undefined) parsing.entities.push({ type: plain, offset, length });
  else if (tag.name === 'a') addLink(parsing, tag, length);
  else if (tag.name === 'pre' || tag.name === 'code') addCode(parsing, tag, length);
  else if (tag.name === 'blockquote') {
    const type = tag.attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote';
    parsing.entities.push({ type, offset, length });
  } else if (tag.name === 'tg-emoji') {
    const id = tag.attributes.get('emoji-id') ?? '';
    if (!/^\d+$/.test(id)) throw badRequest('Invalid custom emoji identifier specified');
    parsing.entities.push({ type: 'custom_emoji', offset, length, custom_emoji_id: id });
  }
}

/** What is no address a client would open loses its link and keeps its text, as on Telegram. */
function addLink(parsing: Parsing, tag: OpenTag, length: number): void {
  const { offset } = tag;
  const url = tag.attributes.get('href') || parsing.text.slice(offset);
  const person = /^tg:\/\/user\?id=(\d+)/.exec(url);
  if (person) {
    const user = { id: Number(person[1]), is_bot: false, first_name: parsing.text.slice(offset) };
    parsing.entities.push({ type: 'text_mention', offset, length, user });
    return;
  }
  const full = /^[a-z][a-z\d+.-]*:/i.test(url) ? url : `http://${url}`;
  if (/^(https?|tg|ton|mailto|tel):/i.test(full) && URL.canParse(full) && !/\s/.test(url)) {
    parsing.entities.push({ type: 'text_link', offset, length, url: full });
  }
}

/** `<pre><code class="language-sql">` is one entity with a language; a `pre` swallows its code. */
function addCode(parsing: Parsing, tag: OpenTag, length: number): void {
  const { offset } = tag;
  const language = /^language-(.+)/.exec(tag.attributes.get('class') ?? '')?.[1];
  const outer = parsing.open.at(-1);
  const wrapped = outer?.name === 'pre' && outer.offset === offset;
  if (tag.name === 'code' && wrapped && language !== undefined) {
    parsing.entities.push({ type: 'pre', offset, length, language });
    return;
  }
  const type = tag.name === 'pre' ? 'pre' : 'code';
  const within = parsing.entities.filter((entity) => entity.offset >= offset && isCode(entity));
  if (within.some((entity) => entity.type === 'pre' && entity.length === length)) return;
  for (const entity of within) parsing.entities.splice(parsing.entities.indexOf(entity), 1);
  parsing.entities.push({ type, offset, length });
}

const isCode = ({ type }: MessageEntity): boolean => type === 'code' || type === 'pre';

const cannotParse = (why: string): Failure => badRequest(`can't parse entities: ${why}`);

const byte = (source: string, at: number): number => Buffer.byteLength(source.slice(0, at));

/** The end of a tag's name: white space, `>` or the end of the text. */
function endOfWord(source: string, from: number): number {
  let at = from;
  while (at < source.length && !/[\s>]/.test(source.charAt(at))) at += 1;
  return at;
}

function skipSpace(source: string, from: number): number {
  let at = from;
  while (at < source.length && /\s/.test(source.charAt(at))) at += 1;
  return at;
}
