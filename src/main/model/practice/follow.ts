/** A question that goes on from the one before: «and by region?», «only 2025», «وماذا عن 2024؟». */

import type { FilterWish, Mention, Reading } from './reading/reading.ts';
import type { Field } from './schema/catalog.ts';
import { saleLikeness } from './schema/roles.ts';

const asksNothing = (reading: Reading): boolean =>
  reading.wishes.length === 0 &&
  reading.rank === null &&
  reading.missing === null &&
  reading.show.length === 0;

const linking =
  /^\s*(?:and\b|or\b|what about|how about|only|just|but|same|now|then|as a|in (?:19|20)\d\d|و\s?|أو |ماذا عن|وماذا|فقط|لكن|بل|حسب|فى|چطور|ولی|اما|حالا|همین|همان|به تفکیک|بر اساس)/iu;

/** Whether it needs the one before: it opens so, or names no subject of its own. */
export function isFollowUp(question: string, reading: Reading): boolean {
  const parts =
    reading.groups.length +
    reading.periods.length +
    reading.filters.length +
    (reading.limit === null ? 0 : 1);
  if (asksNothing(reading) && reading.subject === null) return parts > 0;
  return linking.test(question) && (asksNothing(reading) || reading.wishes.length + parts > 0);
}

const fieldOf = (filter: FilterWish): Field | null => {
  const mention = filter.kind === 'values' ? filter.of[0] : filter.of;
  const link = mention?.links[0];
  return link === undefined || link.kind === 'entity' ? null : link.field;
};

function mergeFilters(before: readonly FilterWish[], after: readonly FilterWish[]): FilterWish[] {
  const said = new Set(after.map(fieldOf));
  const kept = before.filter((filter) => {
    const field = fieldOf(filter);
    return field === null || !said.has(field);
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

const replaced = ['wishes', 'groups', 'having', 'periods', 'dates', 'show'] as const;
const raised = ['compare', 'change', 'trend', 'running', 'share'] as const;

/** The earlier question with what the later one changes in it. */
export function followUp(before: Reading, after: Reading): Reading {
  const merged: Reading = {
    ...before,
    ...takePlace(before, after),
    ...(after.rank === null ? {} : { rank: after.rank }),
    question: after.question,
    language: after.language,
    filters: mergeFilters(before.filters, after.filters),
    context: [...before.context, ...after.context],
    unknown: after.unknown,
  };
  for (const part of replaced)
    if (after[part].length > 0) Object.assign(merged, { [part]: after[part] });
  for (const flag of raised) merged[flag] = after[flag] || before[flag];
  if (after.limit === null) return merged;
  return merged.rank === null
    ? { ...merged, limit: after.limit }
    : { ...merged, rank: { ...merged.rank, count: after.limit } };
}
