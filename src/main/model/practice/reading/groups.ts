import type { Cursor } from './cursor.ts';
import type { GroupWish } from './reading.ts';

/** A column, table or grain at this place, to group by. */
function memberAt(cursor: Cursor, place: number): GroupWish | null {
  const item = cursor.at(place);
  if (item?.kind === 'grain' && cursor.free(place)) {
    const or =
      item.links.length > 0
        ? { text: item.text, start: item.start, end: item.end, links: item.links }
        : null;
    return { kind: 'grain', grain: item.grain, or };
  }
  const of = cursor.mention(place, 'entity', 'field', 'role');
  return of === null ? null : { kind: 'mention', of };
}

/** Members divided by «and», commas or another «by», from this place on; all are marked as used. */
function membersFrom(cursor: Cursor, start: number): GroupWish[] {
  const groups: GroupWish[] = [];
  let place = cursor.skip(start);
  for (;;) {
    const member = memberAt(cursor, place);
    if (member === null) return groups;
    groups.push(member);
    cursor.use(place);
    const tie = place + 1;
    const tied = cursor.isMarker(tie, 'and', 'by', 'each') || cursor.at(tie)?.kind === 'comma';
    if (!tied) return groups;
    const next = cursor.skip(tie + 1, 'by', 'each', 'and');
    if (memberAt(cursor, next) === null) return groups;
    cursor.use(tie);
    place = next;
  }
}

/** «by region and month», «per customer», «لكل منطقة», «monthly». `each` is kept apart: it may divide. */
export function readGroups(
  cursor: Cursor,
  adverb: (text: string) => boolean,
): { by: GroupWish[]; each: GroupWish[] } {
  const by: GroupWish[] = [];
  const each: GroupWish[] = [];
  for (const place of cursor.markers('by', 'each')) {
    const found = membersFrom(cursor, place + 1);
    if (found.length > 0) cursor.use(place);
    (cursor.isMarker(place, 'each') ? each : by).push(...found);
  }
  for (const [place, item] of cursor.items.entries())
    if (item.kind === 'grain' && cursor.free(place) && adverb(item.text)) {
      cursor.use(place);
      by.push({ kind: 'grain', grain: item.grain, or: null });
    }
  return { by, each };
}
