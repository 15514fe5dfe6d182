import type { Link } from '../link/index.ts';
import { Cursor } from './cursor.ts';
import type { Item } from './items.ts';

const fieldsOf = (item: Item | undefined): Link[] =>
  item?.kind === 'link'
    ? item.links.filter(({ kind }) => kind === 'field' || kind === 'value')
    : [];

const entitiesOf = (item: Item | undefined): Link[] =>
  item?.kind === 'link' ? item.links.filter(({ kind }) => kind === 'entity') : [];

function ownedBy(fields: readonly Link[], entities: readonly Link[]): Link[] {
  return fields.filter(
    (link) =>
      (link.kind === 'field' || link.kind === 'value') &&
      entities.some((one) => one.kind === 'entity' && one.entity === link.field.table),
  );
}

const related = (a: readonly Link[], b: readonly Link[]): boolean =>
  a.some(
    (one) =>
      one.kind === 'entity' &&
      b.some(
        (other) =>
          other.kind === 'entity' && one.entity.edges.some(({ to }) => to === other.entity),
      ),
  );

/** Of two tables side by side the one that is meant: «product category», «طلبات العملاء». */
function headOf(first: Item, second: Item | undefined): Item | null {
  if (second === undefined || !related(entitiesOf(first), entitiesOf(second))) return null;
  return /^[a-z]/i.test(second.text) ? second : first;
}

/** The items without tables that only say whose the one beside them is; those are kept as context. */
export function dropModifiers(items: readonly Item[]): { items: Item[]; dropped: Item[] } {
  const dropped = new Set<Item>();
  for (const [at, item] of items.entries()) {
    const next = items[at + 1];
    const head = dropped.has(item) ? null : headOf(item, next);
    if (head !== null && next !== undefined) dropped.add(head === item ? next : item);
  }
  return { items: items.filter((item) => !dropped.has(item)), dropped: [...dropped] };
}

/**
 * «country of the customers», «customer country», «بلد العملاء»: a table beside a column that
 * several tables have says whose column is meant. The table's mention stays, as context.
 */
export function qualify(items: readonly Item[]): { items: Item[]; qualifiers: Set<number> } {
  const cursor = new Cursor(items);
  const result = [...items];
  const qualifiers = new Set<number>();
  const settle = (at: number, by: number): void => {
    const item = items[at];
    const own = ownedBy(fieldsOf(item), entitiesOf(items[by]));
    if (item?.kind !== 'link' || own.length === 0 || entitiesOf(item).length > 0) return;
    result[at] = { ...item, links: own };
    qualifiers.add(by);
  };
  for (const [at, item] of items.entries()) {
    if (item.kind !== 'link' || fieldsOf(item).length === 0) continue;
    if (entitiesOf(items[at - 1]).length > 0) settle(at, at - 1);
    else if (cursor.isMarker(at + 1, 'of') || entitiesOf(items[at + 1]).length > 0)
      settle(at, cursor.isMarker(at + 1, 'of') ? at + 2 : at + 1);
  }
  return { items: result, qualifiers };
}
