/** A question that goes on from the one before: «and by region?», «only 2025», «وماذا عن 2024؟». */

import { before, type Period } from './dates/period.ts';
import type { FilterWish, Mention, Reading } from './reading/reading.ts';
import type { Field } from './schema/catalog.ts';
import { saleLikeness } from './schema/roles.ts';

/** «their emails», «list them»: what the question before was about. */
const pointing =
  /\b(?:their|them|those|these|they)\b|(?:أسماؤهم|أسماءهم|بريدهم|عناوينهم|هؤلاء|منهم)|(?:آنها|آن‌ها|آنان|ایشان|اینها)/iu;

const asksNothing = (reading: Reading): boolean =>
  reading.wishes.length === 0 &&
  reading.rank === null &&
  reading.missing === null &&
  reading.show.length === 0;

const linking =
  /^\s*(?:and\b|or\b|by\b|what about|how about|only|just|but|same|now|then|as a|in (?:19|20)\d\d|و\s?|أو |ماذا عن|وماذا|فقط|لكن|بل|حسب|فى|چطور|ولی|اما|حالا|همین|همان|به تفکیک|بر اساس)/iu;

/** Whether it needs the one before: it opens so, or names no subject of its own. */
export function isFollowUp(question: string, reading: Reading): boolean {
  const parts =
    reading.groups.length +
    reading.periods.length +
    reading.filters.length +
    (reading.limit === null ? 0 : 1);
  if (reading.subject === null && pointing.test(question)) return true;
  if (asksNothing(reading) && reading.subject === null) return parts > 0;
  return linking.test(question) && (asksNothing(reading) || reading.wishes.length + parts > 0);
}

const fieldOf = (filter: FilterWish): Field | null => {
  const mention = filter.kind === 'values' ? filter.of[0] : filter.of;
  const link = mention?.links[0];
  return link === undefined || link.kind === 'entity' ? null : link.field;
};

function mergeFilters(before: readonly FilterWish[], after: readonly FilterWish[]): FilterWish[] {
  const said = new Set(after.map((filter) => fieldOf(filter)?.column.name));
  const kept = before.filter((filter) => {
    const field = fieldOf(filter);
    return field === null || !said.has(field.column.name);
  });
  return [...kept, ...after];
}

/** «and the orders?» after sales wants their number, not each of them. */
const isSale = (of: Mention): boolean =>
  of.links.some((link) => link.kind === 'entity' && saleLikeness(link.entity) >= 2);

/** What a thing named alone («and products?») takes the place of in the question before. */
function takePlace(before: Reading, after: Reading): Partial<Reading> {
  const { subject } = after;
  if (subject === null) return {};
  if (before.rank !== null && after.rank === null) return { rank: { ...before.rank, of: subject } };
  const counts = before.wishes[0]?.kind === 'count' || isSale(subject);
  if (counts && after.groups.length === 0)
    return { wishes: [{ kind: 'count', of: subject, distinct: false }] };
  if (before.wishes.length === 0) return { subject };
  return after.groups.length === 0 ? { groups: [{ kind: 'mention', of: subject }] } : {};
}

const replaced = ['wishes', 'groups', 'having', 'dates', 'show'] as const;
/** «and the month before?»: the time before that of the question before. */
export const earlierTime =
  /\b(?:the )?(?:day|week|month|quarter|year|one|period) before(?: (?:that|it))?\b|(?:اليوم|الأسبوع|الشهر|الربع|العام|السنة) (?:الذي قبله|التي قبلها|السابق له|السابقة لها)|(?:روز|هفته|ماه|فصل|سال) (?:قبل از آن|پیش از آن|قبلش|قبل‌تر)/iu;

/** What is compared with the time of the question before stands beside it. */
function timesOf(first: Reading, after: Reading, earlier: boolean): Period[] {
  const [own] = first.periods;
  const given = earlier && own !== undefined ? before(own) : after.periods[0];
  if (own === undefined || given == null || first.periods.length > 1) return after.periods;
  if (after.compare && after.periods.length < 2) return [own, given];
  return earlier ? [given] : after.periods;
}

const all =
  /^\W*(?:show |list |give me )?(?:them )?all(?: of (?:them|it))?\W*$|^\W*(?:كلها|كلهم|الكل|همه|همه‌شان)\W*$/iu;

const raised = ['compare', 'change', 'trend', 'running', 'share'] as const;

/** The earlier question with what the later one changes in it. */
export function followUp(first: Reading, after: Reading, earlier = false): Reading {
  const merged: Reading = {
    ...first,
    ...takePlace(first, after),
    ...(after.rank === null ? {} : { rank: after.rank }),
    question: after.question,
    language: after.language,
    filters: mergeFilters(first.filters, after.filters),
    context: [...first.context, ...after.context],
    unknown: after.unknown,
  };
  if (pointing.test(after.question) && asksNothing(after)) Object.assign(merged, listed(first));
  for (const part of replaced)
    if (after[part].length > 0) Object.assign(merged, { [part]: after[part] });
  const periods = timesOf(first, after, earlier);
  if (periods.length > 0) merged.periods = periods;
  if (all.test(after.question) && merged.rank !== null)
    return { ...merged, rank: { ...merged.rank, count: null } };
  for (const flag of raised) merged[flag] = after[flag] || first[flag];
  if (after.show.length > 0 && after.wishes.length === 0) Object.assign(merged, listed(first));
  return after.limit === null ? merged : limited(merged, after.limit, after.bottom);
}

/** «their names» after a count wants the rows that were counted. */
function listed({ wishes }: Reading): Partial<Reading> {
  const [wish] = wishes;
  return wish?.kind === 'count' ? { subject: wish.of, wishes: [], groups: [] } : {};
}

/** «only the top 3» of groups that were shown ranks them by what was measured. */
function limited(merged: Reading, count: number, bottom: boolean): Reading {
  const { rank, groups, wishes } = merged;
  if (rank !== null) return { ...merged, rank: { ...rank, count, descending: !bottom } };
  const [group, ...others] = groups;
  const [by] = wishes;
  if (group === undefined || by === undefined) return { ...merged, limit: count };
  const of = group.kind === 'grain' ? group.grain : group.of;
  const ranked = { descending: !bottom, count, of, by, field: null };
  return { ...merged, rank: ranked, groups: others, wishes: wishes.slice(1) };
}
