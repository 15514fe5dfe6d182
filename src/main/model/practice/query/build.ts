/** From a bound draft to SQL: one builder for each shape of question. */
import type { Reading } from '../reading/reading.ts';
import { measureName, titleText } from '../say/names.ts';
import type { Sql } from '../sql/dialect.ts';
import { Scope } from '../sql/scope.ts';
import { type Column, derived, renderSelect, type Select } from '../sql/select.ts';
import type { BoundGroup, Draft } from './draft.ts';
import { measureSql } from './metrics.ts';
import { aliases, conditionsOf, groupAlias, havingOf } from './parts.ts';

interface Grouped {
  select: Select;
  /** Of the labels, where they stand in another order than their own. */
  order: (string | null)[];
  labels: string[];
  values: string[];
}

/** Rows of groups and their measures; `limit` and order are the caller's. */
export function grouped(sql: Sql, draft: Draft, reading: Reading): Grouped {
  const scope = new Scope(sql, draft.ground.base);
  const alias = aliases();
  const labels = draft.groups.map(
    (group): Column => ({
      sql: group.shown.map((shown) => shown(scope)).join(', '),
      alias: alias(groupAlias(group, reading.language)),
    }),
  );
  const values = draft.measures.map(
    (bound): Column => ({
      sql: measureSql(bound.measure, scope),
      alias: alias(measureName(bound.title, reading.language)),
    }),
  );
  const where = conditionsOf(draft, reading, scope);
  const having = havingOf(draft, scope);
  const groupBy = [...new Set(draft.groups.flatMap(({ keys }) => keys.map((key) => key(scope))))];
  return {
    select: { columns: [...labels, ...values], from: scope.from(), where, groupBy, having },
    order: draft.groups.map(({ order }) => order?.(scope) ?? null),
    labels: labels.map((column) => column.alias),
    values: values.map((column) => column.alias),
  };
}

const isTime = (draft: Draft): boolean => draft.groups.some(({ name }) => 'grain' in name);

/** The order that was asked for: by the measure, or by the names of the groups. */
function sortedOf(sql: Sql, { sort }: Reading, { labels, values }: Grouped): string[] | null {
  const [label] = labels;
  const [value] = values;
  if (sort === null || label === undefined || value === undefined) return null;
  const direction = sort.descending ? ' DESC' : '';
  const byMeasure = sort.measure !== null || (sort.field === null && sort.descending);
  return byMeasure
    ? [`${sql.name(value)}${direction}`, sql.name(label)]
    : labels.map((one) => `${sql.name(one)}${direction}`);
}

/** Time runs forward; other groups stand by their first measure, largest first. */
function orderOf(sql: Sql, draft: Draft, { labels, values, order }: Grouped): string[] {
  const [value] = values;
  if (isTime(draft)) return labels.map((label, index) => order[index] ?? sql.name(label));
  if (value === undefined || labels.length === 0) return labels.map((label) => sql.name(label));
  const [label] = labels;
  return [`${sql.name(value)} DESC`, ...(label === undefined ? [] : [sql.name(label)])];
}

export function buildAggregate(sql: Sql, draft: Draft, reading: Reading): string {
  const result = grouped(sql, draft, reading);
  const { rank } = reading;
  if (rank === null)
    return renderSelect(sql, {
      ...result.select,
      orderBy: sortedOf(sql, reading, result) ?? orderOf(sql, draft, result),
    });
  const value = result.values.at(0) ?? '';
  if (draft.groups.length > 1)
    return buildTopOfEach(sql, result, rank.count ?? 10, rank.descending);
  const [label] = result.labels;
  const orderBy = [
    `${sql.name(value)} ${rank.descending ? 'DESC' : 'ASC'}`,
    ...(label === undefined ? [] : [sql.name(label)]),
  ];
  return renderSelect(sql, { ...result.select, orderBy, limit: rank.count });
}

/** «top 3 products in each region»: the best of each, by a window over the groups. */
function buildTopOfEach(sql: Sql, result: Grouped, count: number, descending: boolean): string {
  const [item = '', ...outer] = result.labels;
  const [value = ''] = result.values;
  const by = `${sql.name(value)} ${descending ? 'DESC' : 'ASC'}`;
  const names = [...outer, item, ...result.values].map(
    (alias): Column => ({ sql: sql.name(alias), alias }),
  );
  const place = `ROW_NUMBER() OVER (PARTITION BY ${outer.map((one) => sql.name(one)).join(', ')} ORDER BY ${by}, ${sql.name(item)})`;
  const ranked: Select = {
    columns: [...names, { sql: place, alias: 'place_in_group' }],
    from: derived(sql, result.select, 'totals'),
  };
  return renderSelect(sql, {
    columns: names,
    from: derived(sql, ranked, 'ranked'),
    where: [`place_in_group <= ${count}`],
    orderBy: [...outer.map((one) => sql.name(one)), by],
  });
}

/** Each group's part of the whole, in percent. */
export function buildShare(sql: Sql, draft: Draft, reading: Reading): string {
  const result = grouped(sql, draft, reading);
  const [value = ''] = result.values;
  const names = [...result.labels, ...result.values].map(
    (alias): Column => ({ sql: sql.name(alias), alias }),
  );
  const share = sql.round(
    `100.0 * ${sql.name(value)} / NULLIF(SUM(${sql.name(value)}) OVER (), 0)`,
    1,
  );
  return renderSelect(sql, {
    columns: [...names, { sql: share, alias: titleText('share', reading.language) }],
    from: derived(sql, result.select, 'totals'),
    orderBy: [`${sql.name(value)} DESC`],
    limit: reading.rank?.count ?? null,
  });
}

/** «what percentage of orders are online»: rows that meet the filters, of all. */
export function buildPart(sql: Sql, draft: Draft, reading: Reading): string {
  const scope = new Scope(sql, draft.ground.base);
  const [bound] = draft.measures;
  const condition = draft.filters.map(({ of }) => of(scope)).join(' AND ');
  const where = conditionsOf({ ...draft, filters: [] }, reading, scope);
  if (bound === undefined) return '';
  const part = measureSql(bound.measure, scope, condition);
  const all = measureSql(bound.measure, scope);
  const share = sql.round(`100.0 * ${part} / NULLIF(${all}, 0)`, 1);
  return renderSelect(sql, {
    columns: [{ sql: share, alias: titleText('share', reading.language) }],
    from: scope.from(),
    where,
  });
}

/** «how many customers have more than 10 orders»: a count of groups that pass the bound. */
export function buildCountOfGroups(
  sql: Sql,
  draft: Draft,
  reading: Reading,
  group: BoundGroup,
  name: string,
): string {
  const scope = new Scope(sql, draft.ground.base);
  const keys = group.keys.map((key) => key(scope));
  const inner: Select = {
    columns: [{ sql: keys[0] ?? '1', alias: 'item' }],
    where: conditionsOf(draft, reading, scope),
    groupBy: keys,
    having: havingOf(draft, scope),
    from: scope.from(),
  };
  return renderSelect(sql, {
    columns: [{ sql: 'COUNT(*)', alias: name }],
    from: derived(sql, inner, 'items'),
  });
}
