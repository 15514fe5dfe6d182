/** Two periods against each other, and period after period. */
import { periodLabel } from '../dates/label.ts';
import type { Period } from '../dates/period.ts';
import type { Reading } from '../reading/reading.ts';
import { measureName, titleText } from '../say/names.ts';
import type { Sql } from '../sql/dialect.ts';
import { Scope } from '../sql/scope.ts';
import { type Column, derived, renderSelect, type Select } from '../sql/select.ts';
import { grouped } from './build.ts';
import { type Dated, within } from './conditions.ts';
import type { Draft } from './draft.ts';
import { measureSql } from './metrics.ts';
import { aliases, conditionsOf, groupAlias } from './parts.ts';

type Periods = readonly [Period, Period];

const apart = ([first, second]: Periods): boolean =>
  first.to !== null && second.from !== null && first.to <= second.from;

/** Without groups a row for each period; with groups, or where periods overlap, a column for each. */
export function buildComparison(
  sql: Sql,
  draft: Draft,
  reading: Reading,
  periods: Periods,
): string {
  const { date } = draft;
  if (date === null) return '';
  const dated: Dated = { path: date.spot.path, field: date.field };
  return draft.groups.length === 0 && apart(periods)
    ? buildTwoRows(sql, draft, reading, periods, dated)
    : buildTwoColumns(sql, draft, reading, periods, dated);
}

function buildTwoRows(
  sql: Sql,
  draft: Draft,
  reading: Reading,
  periods: Periods,
  dated: Dated,
): string {
  const scope = new Scope(sql, draft.ground.base);
  const [bound] = draft.measures;
  if (bound === undefined) return '';
  const [first, second] = periods.map((period) => sql.text(periodLabel(period)));
  const which = `CASE WHEN ${within(dated, periods[0], scope)} THEN ${first} ELSE ${second} END`;
  const value = measureName(bound.title, reading.language);
  const label = titleText('period', reading.language);
  const columns: Column[] = [
    { sql: which, alias: label },
    { sql: measureSql(bound.measure, scope), alias: value },
    { sql: `MIN(${scope.column(dated.path, dated.field)})`, alias: 'first_day' },
  ];
  const where = conditionsOf(draft, reading, scope, [...periods]);
  const inner: Select = { columns, from: scope.from(), where, groupBy: [which] };
  const names = [label, value].map((alias): Column => ({ sql: sql.name(alias), alias }));
  return renderSelect(sql, {
    columns: [
      ...names,
      ...changeColumns(sql, reading, sql.name(value), 'OVER (ORDER BY first_day)'),
    ],
    from: derived(sql, inner, 'periods'),
    orderBy: ['first_day'],
  });
}

/** How a value changed from the row before, absolute and in percent. */
function changeColumns(sql: Sql, reading: Reading, value: string, over: string): Column[] {
  const { language } = reading;
  const lag = `LAG(${value}) ${over}`;
  return [
    { sql: sql.round(`${value} - ${lag}`, 2), alias: titleText('change', language) },
    {
      sql: sql.round(`100.0 * (${value} - ${lag}) / NULLIF(${lag}, 0)`, 1),
      alias: titleText('changePercent', language),
    },
  ];
}

function buildTwoColumns(
  sql: Sql,
  draft: Draft,
  reading: Reading,
  periods: Periods,
  dated: Dated,
): string {
  const scope = new Scope(sql, draft.ground.base);
  const alias = aliases();
  const [bound] = draft.measures;
  if (bound === undefined) return '';
  const labels = draft.groups.map(
    (group): Column => ({
      sql: group.shown.map((shown) => shown(scope)).join(', '),
      alias: alias(groupAlias(group, reading.language)),
    }),
  );
  const sides = periods.map(
    (period): Column => ({
      sql: measureSql(bound.measure, scope, within(dated, period, scope)),
      alias: alias(periodLabel(period)),
    }),
  );
  const inner: Select = {
    columns: [...labels, ...sides],
    where: conditionsOf(draft, reading, scope, [...periods]),
    groupBy: [...new Set(draft.groups.flatMap(({ keys }) => keys.map((key) => key(scope))))],
    from: scope.from(),
  };
  return withChange(sql, inner, labels, sides, reading);
}

function withChange(
  sql: Sql,
  inner: Select,
  labels: readonly Column[],
  sides: readonly Column[],
  reading: Reading,
): string {
  const [before = '', after = ''] = sides.map((side) => sql.name(side.alias));
  // A group that only one of the periods has counts as nothing in the other.
  const [from, to] = [before, after].map((side) => `COALESCE(${side}, 0)`);
  const names = [...labels, ...sides].map(({ alias }): Column => ({ sql: sql.name(alias), alias }));
  const change = sql.round(`${to} - ${from}`, 2);
  const percent = sql.round(`100.0 * (${to} - ${from}) / NULLIF(${before}, 0)`, 1);
  return renderSelect(sql, {
    columns: [
      ...names,
      { sql: change, alias: titleText('change', reading.language) },
      { sql: percent, alias: titleText('changePercent', reading.language) },
    ],
    from: derived(sql, inner, 'periods'),
    orderBy: labels.length > 0 ? [`${after} DESC`] : [],
  });
}

/** Period by period with the change from the one before, or with the running total. */
export function buildWindow(sql: Sql, draft: Draft, reading: Reading): string {
  const result = grouped(sql, draft, reading);
  const { language } = reading;
  const grain = draft.groups.findIndex(({ name }) => 'grain' in name);
  const time = sql.name(result.labels[grain] ?? '');
  const others = result.labels
    .filter((_, index) => index !== grain)
    .map((label) => sql.name(label));
  const partition = others.length > 0 ? `PARTITION BY ${others.join(', ')} ` : '';
  const over = `OVER (${partition}ORDER BY ${time})`;
  const value = sql.name(result.values[0] ?? '');
  const running = {
    sql: sql.round(`SUM(${value}) ${over}`, 2),
    alias: titleText('running', language),
  };
  const extra = reading.running ? [running] : changeColumns(sql, reading, value, over);
  const names = [...result.labels, ...result.values].map(
    (alias): Column => ({ sql: sql.name(alias), alias }),
  );
  return renderSelect(sql, {
    columns: [...names, ...extra],
    from: derived(sql, result.select, 'totals'),
    orderBy: [...others, time],
  });
}
