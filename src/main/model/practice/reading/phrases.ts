import type { Item } from './items.ts';

/** Words a name may be made of: what was not understood, and values and numbers between. */
const mayBelong = (item: Item): boolean =>
  item.kind === 'unknown' || item.kind === 'number' || isValue(item) || isWeak(item);

const isValue = (item: Item): boolean =>
  item.kind === 'link' && item.links.some(({ kind }) => kind === 'value');

/** A word that names something here only in part: «Smart watch» is no watch table. */
const isWeak = (item: Item): boolean =>
  item.kind === 'link' && item.links.every(({ kind, score }) => kind !== 'value' && score < 0.8);

const beside = (question: string, a: Item, b: Item): boolean =>
  /^[\s/&.'’-]*$/u.test(question.slice(a.end, b.start));

function runFrom(question: string, items: readonly Item[], start: number): number {
  let end = start + 1;
  for (;;) {
    const [last, next] = [items[end - 1], items[end]];
    if (last === undefined || next === undefined) return end;
    if (!mayBelong(next) || !beside(question, last, next)) return end;
    end += 1;
  }
}

/**
 * Neighbours that only together are a name («Cairo Mall», «Basmati rice 5 kg») become one unknown
 * phrase, to be looked for in a column.
 */
export function joinPhrases(question: string, items: readonly Item[]): Item[] {
  const joined: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const first = items[at];
    if (first === undefined) break;
    const end = mayBelong(first) && first.kind !== 'number' ? runFrom(question, items, at) : at + 1;
    const run = items.slice(at, end);
    const last = run.at(-1) ?? first;
    const isPhrase = run.length > 1 && run.some(({ kind }) => kind === 'unknown');
    const text = question.slice(first.start, last.end);
    if (isPhrase) joined.push({ kind: 'unknown', text, start: first.start, end: last.end });
    else joined.push(...run);
    at = end;
  }
  return joined;
}
