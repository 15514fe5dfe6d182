import type { Cursor } from './cursor.ts';
import type { Mention, Wish } from './reading.ts';

export interface Sort {
  /** A column of the rows, or a measure; neither: the names themselves. */
  field: Mention | null;
  measure: Wish | null;
  descending: boolean;
}

const sorts = /sort|order|rank|مرتب|ترتيب|ترتیب/iu;

/** «sorted by age in descending order»: only where nothing is ranked by «top» or «best». */
export function readSort(cursor: Cursor): Sort | null {
  if (cursor.has('top', 'bottom', 'dear', 'cheap')) return null;
  const directions = cursor.markers('down', 'up');
  const place = cursor
    .markers('by', 'down', 'up')
    .find((at) => sorts.test(cursor.at(at)?.text ?? ''));
  if (place === undefined) return null;
  const found = targetAt(cursor, place + 1);
  if (found === null && !cursor.isMarker(place, 'down', 'up')) return null;
  cursor.use(place, ...directions, ...(found?.places ?? []));
  const down = directions.some((at) => cursor.isMarker(at, 'down'));
  const up = directions.some((at) => cursor.isMarker(at, 'up'));
  const measure = found?.measure ?? null;
  return { field: found?.field ?? null, measure, descending: down || (measure !== null && !up) };
}

function targetAt(cursor: Cursor, start: number) {
  const lead = cursor.skip(start, 'by');
  const counted = cursor.isMarker(lead, 'count');
  const place = cursor.skip(counted ? lead + 1 : lead);
  const item = cursor.at(place);
  const places = counted ? [lead, place] : [place];
  if (item?.kind === 'metric' && cursor.free(place)) {
    const measure: Wish = { kind: 'metric', metric: item.metric, fn: 'sum' };
    return { field: null, measure, places };
  }
  const entity = counted ? cursor.mention(place, 'entity') : null;
  if (entity !== null)
    return { field: null, measure: { kind: 'count', of: entity, distinct: false } as Wish, places };
  const field = cursor.mention(place, 'field');
  return field === null || counted ? null : { field, measure: null, places };
}
