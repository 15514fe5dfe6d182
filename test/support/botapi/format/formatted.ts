import type { MessageEntity } from 'grammy/types';
import { badRequest } from '../failure.ts';
import { inOrder, overlap, withDetected } from './detect.ts';
import { type Formatted, parseHtml } from './html.ts';

export interface Given {
  text: string;
  parse_mode?: string | undefined;
  entities?: MessageEntity[] | undefined;
}

const maxEntities = 100;

/**
 * A text as Telegram would keep it: parsed, trimmed, its entities cleaned and found.
 * Entities beyond the hundredth are dropped in silence, as there.
 */
export function format(given: Given): Formatted {
  const parsed = parse(given);
  const trimmed = trim({ text: parsed.text, entities: clean(parsed.entities) });
  const entities = withDetected(trimmed.text, trimmed.entities).slice(0, maxEntities);
  return { text: trimmed.text, entities };
}

function parse({ text, parse_mode, entities }: Given): Formatted {
  if (parse_mode === undefined || parse_mode === '') return { text, entities: entities ?? [] };
  if (parse_mode.toLowerCase() === 'html') return parseHtml(text);
  if (/^markdown(v2)?$/i.test(parse_mode)) {
    throw badRequest('the stand-in of the Bot API reads parse_mode HTML only');
  }
  throw badRequest('unsupported parse_mode');
}

/** Code holds no other entity (what crosses it is cut around it), and quotes do not nest. */
function clean(entities: readonly MessageEntity[]): MessageEntity[] {
  const code = entities.filter(({ type }) => type === 'code' || type === 'pre');
  const whole = entities.flatMap((entity) =>
    isQuote(entity) || code.includes(entity) ? [entity] : code.reduce(cutAll, [entity]),
  );
  const quotes = whole.filter(isQuote);
  return inOrder(
    whole.filter(
      (entity) =>
        entity.length > 0 &&
        !(isQuote(entity) && quotes.some((other) => other !== entity && inside(entity, other))),
    ),
  );
}

const cutAll = (pieces: MessageEntity[], code: MessageEntity): MessageEntity[] =>
  pieces.flatMap((piece) => (overlap(piece, code) ? cut(piece, code) : [piece]));

/** What of an entity lies before and behind a code block. */
function cut(entity: MessageEntity, code: MessageEntity): MessageEntity[] {
  const end = entity.offset + entity.length;
  const codeEnd = code.offset + code.length;
  return [
    { ...entity, length: code.offset - entity.offset },
    { ...entity, offset: codeEnd, length: end - codeEnd },
  ].filter(({ length }) => length > 0);
}

const isQuote = ({ type }: MessageEntity): boolean => type.endsWith('blockquote');

const inside = (entity: MessageEntity, other: MessageEntity): boolean =>
  other.offset <= entity.offset && entity.offset + entity.length <= other.offset + other.length;

/** White space goes at the end, and at the start as far as the first entity, as in TDLib. */
function trim({ text, entities }: Formatted): Formatted {
  const firstEntity = entities[0]?.offset ?? text.length;
  const start = Math.min(text.length - text.trimStart().length, firstEntity);
  const kept = text.slice(start).trimEnd();
  const moved = entities.flatMap((entity) => {
    const offset = entity.offset - start;
    const end = Math.min(kept.length, offset + entity.length);
    return end > offset ? [{ ...entity, offset, length: end - offset }] : [];
  });
  return { text: kept, entities: moved };
}

/** A message's text. Throws 400 when empty or over 4,096 characters after parsing. */
export function messageText(given: Given): Formatted {
  const formatted = format(given);
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > 4096) throw badRequest('message is too long');
  return formatted;
}

/** A caption, maybe empty. Throws 400 over 1,024 characters after parsing. */
export function captionText(given: Given): Formatted {
  const formatted = format(given);
  if (formatted.text.length > 1024) throw badRequest('message caption is too long');
  return formatted;
}
