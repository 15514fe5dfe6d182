import type { Language } from '../../../../preload/contract/answer.ts';
import type { Reading } from '../reading/reading.ts';
import { entityName, fieldName, grainName } from '../say/names.ts';
import { say } from '../say/texts.ts';
import { labelOf } from '../schema/roles.ts';
import type { Scope } from '../sql/scope.ts';
import { boundSql, withinAny } from './conditions.ts';
import type { BoundGroup, Draft } from './draft.ts';
import { measureSql, raw } from './metrics.ts';

/** No two columns of a result may be called the same. */
export function aliases(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let alias = wanted;
    for (let number = 2; taken.has(alias.toLowerCase()); number += 1) alias = `${wanted}_${number}`;
    taken.add(alias.toLowerCase());
    return alias;
  };
}

export function groupAlias(group: BoundGroup, language: Language): string {
  const { name } = group;
  if ('grain' in name) return grainName(name.grain, language);
  if ('field' in name) return fieldName(name.field, language);
  const one = entityName(name.entity, language, false);
  // A thing without a name goes by its key: a number that is not to be grouped.
  const byKey = labelOf(name.entity, language).every((label) => name.entity.keys.includes(label));
  return byKey ? say(language, 'keyOf', { name: one }) : one;
}

export function conditionsOf(
  draft: Draft,
  reading: Reading,
  scope: Scope,
  periods = reading.periods,
): string[] {
  const where = draft.filters.map(({ of }) => of(scope));
  const { date } = draft;
  if (periods.length > 0 && date !== null)
    where.push(withinAny({ path: date.spot.path, field: date.field }, periods, scope));
  return where;
}

export const havingOf = (draft: Draft, scope: Scope): string[] =>
  draft.having.map(
    ({ bound, limit }) =>
      boundSql(limit, measureSql(raw(bound.measure), scope), () => null) ?? '1 = 1',
  );
