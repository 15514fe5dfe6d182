import type { Reading } from '../reading/reading.ts';
import type { Catalog, Entity, Field } from '../schema/catalog.ts';
import { type Path, reachable, related } from '../schema/paths.ts';
import { dateOf, saleLikeness } from '../schema/roles.ts';
import { Scope } from '../sql/scope.ts';
import { withinAny } from './conditions.ts';
import type { Expression } from './metrics.ts';
import { worthOf } from './metrics.ts';

export interface Absence {
  of: Expression;
  other: Entity;
  date: Field | null;
}

/** The table of what the subject must not have, and the shortest way to it. */
function target(
  catalog: Catalog,
  subject: Entity,
  missing: NonNullable<Reading['missing']>,
): { entity: Entity; path: Path } | null {
  const ways = related(subject);
  const wanted =
    missing.of === 'sales'
      ? catalog.entities.filter(
          (one) => saleLikeness(one) >= 2 && (worthOf(one) !== null || dateOf(one) !== undefined),
        )
      : missing.of.links.flatMap((link) => (link.kind === 'entity' ? [link.entity] : []));
  const found = wanted
    .filter((entity) => entity !== subject && entity.table.kind === 'table')
    .flatMap((entity) => (ways.get(entity) ?? []).map((path) => ({ entity, path })))
    .sort(
      (a, b) => a.path.length - b.path.length || saleLikeness(b.entity) - saleLikeness(a.entity),
    );
  return found[0] ?? null;
}

/** «never sold», «without orders (in a period)» as NOT EXISTS; null when nothing leads there. */
export function bindMissing(catalog: Catalog, subject: Entity, reading: Reading): Absence | null {
  if (reading.missing === null) return null;
  const found = target(catalog, subject, reading.missing);
  const [first, ...rest] = found?.path ?? [];
  if (found === null || first === undefined) return null;
  const dated = [...reachable(found.entity)].find(([entity]) => dateOf(entity) !== undefined);
  const field = dated === undefined ? undefined : dateOf(dated[0]);
  const [way = []] = dated?.[1] ?? [];
  if (reading.periods.length > 0 && field === undefined) return null;
  const of: Expression = (scope) => {
    const inner = new Scope(scope.sql, first.to, scope.aliases, true);
    const conditions = [scope.on(first, scope.at([]), inner.at([]))];
    inner.at(rest);
    if (reading.periods.length > 0 && field !== undefined)
      conditions.push(withinAny({ path: [...rest, ...way], field }, reading.periods, inner));
    return `NOT EXISTS (SELECT 1 FROM ${inner.from().replaceAll('\n', ' ')} WHERE ${conditions.join(' AND ')})`;
  };
  return { of, other: found.entity, date: field ?? null };
}
