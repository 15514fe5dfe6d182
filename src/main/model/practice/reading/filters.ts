import type { Cursor } from './cursor.ts';
import { placeOf } from './cursor.ts';
import { isPlural } from './rank.ts';
import type { FilterWish, Mention } from './reading.ts';

const sameColumns = (a: Mention, b: Mention): boolean =>
  a.links.some(
    (one) =>
      one.kind === 'value' &&
      b.links.some((other) => other.kind === 'value' && other.field === one.field),
  );

const isNegated = (cursor: Cursor, place: number): boolean => {
  const before = cursor.skipBack(place - 1);
  if (!cursor.isMarker(before, 'never', 'except')) return false;
  cursor.use(before);
  return true;
};

/** A column named beside its value («status Pending», «city of Cairo») says where it is looked for. */
function columnBeside(cursor: Cursor, place: number, value: Mention): Mention {
  for (const at of [cursor.skipBack(cursor.skipBack(place - 1)), cursor.skip(place + 1)]) {
    const field = cursor.mention(at, 'field');
    const own = value.links.filter(
      (link) =>
        link.kind === 'value' &&
        field?.links.some((one) => one.kind === 'field' && one.field === link.field),
    );
    if (own.length === 0) continue;
    cursor.use(at);
    return { ...value, links: own };
  }
  return value;
}

/** Values that were sampled from the database; several of one column are alternatives. */
export function readValues(cursor: Cursor): FilterWish[] {
  const filters: Extract<FilterWish, { kind: 'values' }>[] = [];
  for (const place of cursor.mentions('value')) {
    const found = cursor.mention(place, 'value');
    if (found === null) continue;
    const value = columnBeside(cursor, place, found);
    const negate = isNegated(cursor, place);
    cursor.use(place);
    const kin = filters.find(
      (one) => one.of[0] !== undefined && sameColumns(one.of[0], value) && one.negate === negate,
    );
    if (kin === undefined) filters.push({ kind: 'values', of: [value], negate });
    else kin.of.push(value);
  }
  return filters;
}

/** «name contains coffee», «starting with A», «customer "Layla"»: a text looked for in a column. */
export function readTexts(cursor: Cursor): FilterWish[] {
  return cursor.items.flatMap((_, place): FilterWish[] => {
    const led = cursor.isMarker(place, 'contains', 'starts') && cursor.free(place);
    const next = led ? cursor.skip(place + 1) : place;
    const isName = cursor.at(next)?.kind === 'quoted' || isNameOf(cursor, next);
    if (!cursor.free(next) || (!led && !isName)) return [];
    const filter = textAt(cursor, place, next, led);
    return filter === null ? [] : [filter];
  });
}

function textAt(cursor: Cursor, place: number, next: number, led: boolean): FilterWish | null {
  const at = cursor.skipBack(place - 1);
  const of = cursor.mention(at, 'field', 'entity');
  // A quoted name without a column beside it is looked up like any other name.
  if (of === null && !led) return null;
  if (of?.links.some(({ kind }) => kind === 'field') === true) cursor.use(at);
  cursor.use(place, next);
  const starts = cursor.isMarker(place, 'starts');
  const mode = starts ? 'starts' : led ? 'contains' : 'equals';
  const text = cursor.at(next)?.text ?? '';
  return { kind: 'text', of, mode, text, negate: isNegated(cursor, at) };
}

const arabic = /[\u0600-\u06ff]/;

/** A name right behind a single thing of a kind: «customer Layla Haddad», «متجر القاهرة». */
function isNameOf(cursor: Cursor, place: number): boolean {
  const item = cursor.at(place);
  const owner = cursor.at(place - 1);
  if (item?.kind !== 'unknown' || owner === undefined) return false;
  const kinds = cursor.mention(place - 1, 'entity');
  if (kinds === null || isPlural(owner.text)) return false;
  return /^\p{Lu}/u.test(item.text) || arabic.test(item.text);
}

/** «order 1234», «invoice number 15»: a table and a number are its key. */
export function readKeys(cursor: Cursor): FilterWish[] {
  const filters: FilterWish[] = [];
  for (const [place, item] of cursor.items.entries()) {
    if (item.kind !== 'number' || !cursor.free(place) || item.percent) continue;
    const at = cursor.isMarker(place - 1, 'count') ? place - 2 : place - 1;
    const of = cursor.mention(at, 'entity', 'field');
    if (of === null) continue;
    const bound = { kind: 'number', comparison: '=', value: item.value } as const;
    filters.push({ kind: 'bound', of, bound });
    cursor.use(place, ...(at === place - 2 ? [place - 1] : []));
    if (of.links.every(({ kind }) => kind === 'field')) cursor.use(at);
  }
  return filters;
}

/** A flag column that was named: «active customers»; «without email»: a column that is empty. */
export function readFlags(cursor: Cursor): FilterWish[] {
  const filters: FilterWish[] = [];
  for (const place of cursor.mentions('field', 'role')) {
    const item = cursor.at(place);
    const of = cursor.mention(place, 'field', 'role');
    if (of === null || item === undefined) continue;
    const before = cursor.skipBack(place - 1);
    const without = cursor.isMarker(before, 'never') && cursor.free(before);
    const flag = of.links.filter((link) => link.kind === 'field' && link.field.kind === 'flag');
    if (flag.length > 0) {
      const bound = { kind: 'number', comparison: '=', value: without ? 0 : 1 } as const;
      filters.push({ kind: 'bound', of: { ...placeOf(item), links: flag }, bound });
      cursor.use(place, ...(without ? [before] : []));
    } else if (without) {
      filters.push({ kind: 'empty', of, negate: false });
      cursor.use(place, before);
    }
  }
  return filters;
}
