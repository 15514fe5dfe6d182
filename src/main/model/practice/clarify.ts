/** Two readings tie: the person chooses among real columns, each option a whole question. */
import type { Clarification } from '../../../preload/contract/answer.ts';
import type { Spot, Tie } from './query/spots.ts';
import type { Mention, Reading } from './reading/reading.ts';
import { entityName, fieldName } from './say/names.ts';
import { say } from './say/texts.ts';
import type { Entity, Field } from './schema/catalog.ts';

const plain = (name: string): string => name.replaceAll('_', ' ');

const put = (question: string, { start, end }: Mention, text: string): string =>
  `${question.slice(0, start)}${text}${question.slice(end)}`;

const roleOf = (spot: Spot): Field | undefined => {
  const edge = spot.path.at(-1);
  return edge?.from.fields.find((field) => field.column.name === edge.on[0]?.[0]);
};

/** The words that name this one of the tied columns, as the grammar reads them back. */
function wordsFor(spot: Spot, tie: Tie, reading: Reading): string {
  const { language } = reading;
  const { text } = tie.mention;
  const tables = new Set(tie.spots.map(({ field, entity }) => field?.table ?? entity));
  if (tables.size === 1 && spot.field !== null) return plain(fieldName(spot.field, language));
  const role = tables.size === 1 ? roleOf(spot) : undefined;
  if (role !== undefined) return plain(fieldName(role, language));
  const owner = spot.field?.table ?? spot.entity;
  if (spot.value === null && language === 'en')
    return `${plain(entityName(owner, language, false))} ${text}`;
  return `${text} (${plain(entityName(owner, language, true))})`;
}

export function clarifyTie(tie: Tie, reading: Reading): Clarification | null {
  const { language, question } = reading;
  const options = tie.spots.map((spot) => put(question, tie.mention, wordsFor(spot, tie, reading)));
  const different = [...new Set(options)];
  return different.length < 2
    ? null
    : { question: say(language, 'which', { word: tie.mention.text }), options: different };
}

/** «top students»: by how many of what? */
export function clarifyRank(by: readonly Entity[], reading: Reading): Clarification {
  const { language, question } = reading;
  const text = question.replace(/[?؟.\s]+$/u, '');
  const counts = by.map((entity) => plain(entityName(entity, language, true)));
  const ways = { en: 'by number of', ar: 'حسب عدد', fa: 'بر اساس تعداد' } as const;
  return {
    question: say(language, 'whichRank'),
    options: counts.map((count) => `${text} ${ways[language]} ${count}`),
  };
}
