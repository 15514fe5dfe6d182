import { type Entity, type Field, likeness, saysAny, type Word } from '../schema/catalog.ts';

/** Words that add little to a name: `unit_price` is the price, `joined_on` says when one joined. */
const faint = new Set([
  'id',
  'name',
  'date',
  'on',
  'at',
  'no',
  'number',
  'code',
  'unit',
  'amount',
  'is',
  'the',
  'of',
  'time',
  'value',
]);

interface Weighed {
  word: Word;
  weight: number;
}

const weigh = (words: readonly Word[]): Weighed[] =>
  words.map((word) => ({
    word,
    weight: words.length > 1 && word.stems.some((stem) => faint.has(stem)) ? 0.15 : 1,
  }));

/**
 * How well the words of a question name a thing, 0 to 1. Every word must be found; `extra` words
 * (a column's table) may be said or left out.
 */
function score(said: readonly Word[], name: readonly Weighed[], extra: readonly Word[]): number {
  const left = [...name];
  const spare = [...extra];
  let alike = 0;
  let covered = 0;
  for (const word of said) {
    const at = bestMatch(
      word,
      left.map((one) => one.word),
    );
    if (at !== null) {
      covered += left[at.index]?.weight ?? 0;
      left.splice(at.index, 1);
    }
    const other = at === null && isModifier(word, covered > 0) ? bestMatch(word, spare) : null;
    if (other !== null) spare.splice(other.index, 1);
    const found = at ?? other;
    if (found === null) return 0;
    alike += found.value;
  }
  const total = name.reduce((sum, one) => sum + one.weight, 0);
  return covered === 0 ? 0 : (alike / said.length) * (covered / total);
}

/**
 * Whether a word may be the table before or after its column. English: «customer country», in the
 * singular and first; Arabic and Persian: «دولة العميل», the column first.
 */
const isModifier = (word: Word, afterColumn: boolean): boolean =>
  /^[a-z]/.test(word.text) ? !afterColumn && word.stems.includes(word.text) : afterColumn;

function bestMatch(word: Word, among: readonly Word[]): { index: number; value: number } | null {
  let best: { index: number; value: number } | null = null;
  for (const [index, other] of among.entries()) {
    const value = likeness(word, other);
    if (value > (best?.value ?? 0)) best = { index, value };
  }
  return best;
}

export const scoreEntity = (said: readonly Word[], entity: Entity): number =>
  score(said, weigh(entity.words), []);

export function scoreField(said: readonly Word[], field: Field): number {
  return score(said, weigh(field.words), field.table.words);
}

export const roleWords = (field: Field): Word[] =>
  field.words.filter((word) => !saysAny([word], 'id', 'fk', 'key', 'no', 'code'));

/** A foreign key by the part its table plays: `manager_id` -> employees is «manager». */
export function scoreRole(said: readonly Word[], field: Field): number {
  return score(said, weigh(roleWords(field)), field.table.words);
}
