import { escaped, type Html, visibleLength } from './html.ts';

/** Telegram's longest message, in UTF-16 units as seen by the reader. */
export const longestMessage = 4_096;

/** Cuts a text at a paragraph, else a line, a sentence, a word; never inside a letter. */
export function cutText(text: string, longest: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const at = cutAt(rest, longest);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest);
  return pieces;
}

function cutAt(text: string, longest: number): number {
  const head = text.slice(0, longest);
  for (const boundary of ['\n\n', '\n', '. ', '؟ ', '۔ ', ' ']) {
    const at = head.lastIndexOf(boundary);
    if (at > longest / 3) return at + boundary.length;
  }
  const last = head.charCodeAt(longest - 1);
  return last >= 0xd800 && last <= 0xdbff ? longest - 1 : longest;
}

/** Escaped paragraphs of a plain text, each short enough for a message of its own. */
export const paragraphs = (text: string, longest = longestMessage - 400): Html[] =>
  cutText(text, longest).map(escaped);

/** Puts blocks, each whole HTML, into as few messages as hold them, in order. */
export function pack(blocks: readonly Html[]): Html[] {
  const messages: Html[] = [];
  for (const block of blocks) {
    const last = messages.at(-1);
    const together =
      last === undefined ? block : (`${last}${between(last, block)}${block}` as Html);
    if (last !== undefined && fits(together)) messages[messages.length - 1] = together;
    else messages.push(block);
  }
  return messages;
}

/** What is seen is never longer than its HTML. */
const fits = (text: Html): boolean =>
  text.length <= longestMessage || visibleLength(text) <= longestMessage;

/** Tables and quotes keep their own distance; paragraphs want an empty line. */
const between = (above: Html, below: Html): string =>
  /<\/(pre|blockquote)>$/.test(above) || /^<(pre|blockquote)/.test(below) ? '\n' : '\n\n';
