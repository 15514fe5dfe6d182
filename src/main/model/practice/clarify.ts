/** Two readings tie: the person chooses among real columns, each option a whole question. */
import type { Clarification } from '../../../preload/contract/answer.ts';
import type { Spot, Tie } from './query/spots.ts';
import type { Mention, Reading, Unknown } from './reading/reading.ts';
import { entityName, fieldName, roleName } from './say/names.ts';
import { quote, say } from './say/texts.ts';
import type { Entity, Field } from './schema/catalog.ts';
import { labelOf } from './schema/roles.ts';

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
  if (role !== undefined) return plain(roleName(role, language));
  const owner = spot.field?.table ?? spot.entity;
  if (spot.value === null && language === 'en')
    return `${plain(entityName(owner, language, false))} ${text}`;
  return `${text} (${plain(entityName(owner, language, true))})`;
}

export function clarifyTie(tie: Tie, reading: Reading): Clarification | null {
  const { language, question } = reading;
  const { start, end, text } = tie.mention;
  // Of a question before this one: there is nothing here to put the choice into.
  if (question.slice(start, end) !== text) return null;
  const options = tie.spots.map((spot) => put(question, tie.mention, wordsFor(spot, tie, reading)));
  const different = [...new Set(options)];
  return different.length < 2
    ? null
    : { question: say(language, 'which', { word: tie.mention.text }), options: different };
}

/** A name that no sample holds: the column it stands in, with the name quoted. */
export function clarifyPhrase(
  phrase: Unknown,
  columns: readonly Field[],
  reading: Reading,
): Clarification {
  const { language, question } = reading;
  const quoted = quote(phrase.text.replace(/[«»]/g, ''));
  const options = columns.map((field) => {
    const { of } = phrase;
    if (!phrase.named && of !== null) {
      const column = plain(fieldName(field, language));
      const said =
        language === 'en'
          ? `${of.text} with ${column} ${quoted}`
          : `${of.text} (${column} ${quoted})`;
      return `${question.slice(0, Math.min(of.start, phrase.start))}${said}${question.slice(Math.max(of.end, phrase.end))}`;
    }
    const owner = plain(entityName(field.table, language, false));
    const isLabel = (['en', language] as const).some((one) =>
      labelOf(field.table, one).includes(field),
    );
    const column = isLabel ? owner : `${owner} ${plain(fieldName(field, language))}`;
    return `${question.slice(0, phrase.start)}${column} ${quoted}${question.slice(phrase.end)}`;
  });
  return { question: say(language, 'whichPlace', { word: phrase.text }), options };
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
