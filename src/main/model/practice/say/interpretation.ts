import { formatNumber } from '../../../lib/locale.ts';
import { daysFrom, type Period } from '../dates/period.ts';
import type { Outcome } from '../query/answer.ts';
import { boundSaid } from '../query/conditions.ts';
import { measureName } from './names.ts';
import { list, say } from './texts.ts';

type Answered = Extract<Outcome, { kind: 'sql' }>;

const plain = (name: string): string => name.replaceAll('_', ' ');

function periodSaid({ draft, absence, reading }: Answered, period: Period): string {
  const { language } = reading;
  const field = absence === null ? draft.date?.field : absence.date;
  const column = field == null ? '' : `${field.table.name}.${field.column.name}`;
  const last = period.to === null ? '' : daysFrom(period.to, -1);
  if (period.from === null) return say(language, 'periodTo', { column, to: period.to ?? '' });
  if (period.to === null) return say(language, 'periodFrom', { column, from: period.from });
  return say(language, 'period', { column, from: period.from, to: last });
}

/** The conditions on rows and groups, as people read them. */
export const filtersSaid = ({ draft, reading }: Answered): string[] => [
  ...draft.filters.map(({ said }) => said),
  ...draft.having.map(
    ({ bound, limit }) =>
      `${plain(measureName(bound.title, reading.language))} ${boundSaid(limit)}`,
  ),
];

/** The periods of the rows; null when all of time is meant. */
export function periodsSaid(answered: Answered): string | null {
  const { periods, language } = answered.reading;
  return periods.length === 0
    ? null
    : list(
        periods.map((period) => periodSaid(answered, period)),
        language,
      );
}

function subjectSaid({ draft, reading, absence, shown }: Answered): string {
  const { language } = reading;
  const table = draft.ground.base.name;
  if (absence !== null) return say(language, 'without', { table, other: absence.other.name });
  if (draft.measures.length > 0)
    return list(
      draft.measures.map(
        ({ title, formula }) => `${plain(measureName(title, language))} = ${formula}`,
      ),
      language,
    );
  if (draft.groups.length > 0 && reading.rank === null)
    return say(language, 'distinctOf', {
      list: list(
        draft.groups.map(({ said }) => said),
        language,
      ),
    });
  const columns =
    shown.length > 0
      ? ` (${list(
          shown.map((field) => field.column.name),
          language,
        )})`
      : '';
  return say(language, 'listOf', { table: `${table}${columns}` });
}

/** By which column rows were put in order, where the question asked for one. */
function orderSaid({ draft, reading }: Answered): string | null {
  const { rank, order, language } = reading;
  const field = rank === null ? draft.date?.field : draft.rankField?.field;
  if (field === undefined || (rank === null && order === null)) return null;
  const down = rank === null ? order === 'latest' : rank.descending;
  const column = `${field.table.name}.${field.column.name}`;
  return say(language, down ? 'down' : 'up', { column });
}

/** How the question was understood, in its language and the schema's names. */
export function interpret(answered: Answered): string {
  const { draft, reading } = answered;
  const { language } = reading;
  const parts = [subjectSaid(answered)];
  if (draft.measures.length > 0 && draft.groups.length > 0)
    parts.push(
      say(language, 'by', {
        list: list(
          draft.groups.map(({ said }) => said),
          language,
        ),
      }),
    );
  const conditions = filtersSaid(answered);
  if (conditions.length > 0)
    parts.push(say(language, 'where', { list: list(conditions, language) }));
  const period = periodsSaid(answered);
  if (period !== null) parts.push(period);
  const order = orderSaid(answered);
  if (order !== null) parts.push(order);
  const count = reading.rank?.count ?? reading.limit;
  if (count !== null && count !== undefined)
    parts.push(say(language, 'first', { count: formatNumber(language, count) }));
  return parts.join(language === 'en' ? '; ' : '؛ ');
}
