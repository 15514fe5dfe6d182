import { bold, code, type Html } from './html.ts';

/**
 * Models write Markdown though they are told not to: of an escaped text, what Telegram has looks
 * for gets them, and the rest stays as it is. Emphasis by single signs is left alone: names and
 * formulas are full of them.
 */
export const withLooks = (text: Html): Html =>
  text.split('\n').map(lineWithLooks).join('\n') as Html;

function lineWithLooks(line: string): string {
  const heading = /^#{1,6}\s+(.+)$/.exec(line)?.[1]?.replaceAll('**', '').trim() ?? '';
  if (heading !== '') return bold(heading as Html);
  return withCode(line.replace(/^(\s*)[*-]\s+(?=\S)/, '$1• '));
}

/** What stands in code is nobody's emphasis. */
const withCode = (line: string): string =>
  line
    .split(/(`[^`]+`)/)
    .map((part, at) => (at % 2 === 1 ? code(part.slice(1, -1) as Html) : withBold(part)))
    .join('');

const withBold = (part: string): string =>
  part.replace(/\*\*(?=[^\s*])([^*]*[^\s*])\*\*/g, (_, inner: string) => bold(inner as Html));
