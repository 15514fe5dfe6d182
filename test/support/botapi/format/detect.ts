import type { MessageEntity } from 'grammy/types';

type Detected = 'bot_command' | 'mention' | 'hashtag' | 'cashtag' | 'email' | 'url';

/** What Telegram finds in a text by itself, most specific first. */
const patterns: readonly [Detected, RegExp][] = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/giu],
  ['url', /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}»'’]/giu],
  ['url', /\b(?:[a-z\d-]+\.)+(?:com|org|net|io|dev|me|app)\b(?:\/[^\s<>"]*[^\s<>".,;:!?)\]}])?/giu],
  [
    'bot_command',
    /(?<![\p{L}\p{N}_/@<>])\/[a-z\d_]{1,64}(?:@[a-z\d_]{3,32})?(?![\p{L}\p{N}_/])/giu,
  ],
  ['mention', /(?<![\p{L}\p{N}_@/])@[a-z][a-z\d_]{2,31}(?![\p{L}\p{N}_])/giu],
  ['cashtag', /(?<![\p{L}\p{N}_$])\$[A-Z]{1,8}(?![\p{L}\p{N}_])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_#&])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu],
];

/** Adds commands, mentions, addresses and tags where no code, link or earlier find stands. */
export function withDetected(text: string, entities: readonly MessageEntity[]): MessageEntity[] {
  const taken = entities.filter((entity) => closed.has(entity.type));
  const found: MessageEntity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if ([...taken, ...found].some((other) => overlap(entity, other))) continue;
      found.push(entity);
    }
  }
  return found.length === 0 ? [...entities] : inOrder([...entities, ...found]);
}

const closed = new Set(['code', 'pre', 'text_link', 'text_mention', 'custom_emoji']);

interface Span {
  offset: number;
  length: number;
}

export const overlap = (a: Span, b: Span): boolean =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length;

/** By place, the wider first: an entity comes before what it contains. */
export const inOrder = (entities: readonly MessageEntity[]): MessageEntity[] =>
  entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
