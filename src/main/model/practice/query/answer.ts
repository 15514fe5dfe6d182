/** Which shape a reading has, and the SQL it comes to. */
import { before, type Period } from '../dates/period.ts';
import type { Mention, Reading, Wish } from '../reading/reading.ts';
import { measureName } from '../say/names.ts';
import type { Catalog, Entity, Field } from '../schema/catalog.ts';
import { reachable } from '../schema/paths.ts';
import { labelOf } from '../schema/roles.ts';
import type { Sql } from '../sql/dialect.ts';
import { Scope } from '../sql/scope.ts';
import { renderSelect } from '../sql/select.ts';
import { buildAggregate, buildCountOfGroups, buildPart, buildShare } from './build.ts';
import { buildComparison, buildWindow } from './compare.ts';
import { bindBase, chooseDraft, type Draft, mentionGroup } from './draft.ts';
import { type Absence, bindMissing } from './missing.ts';
import { buildDistinct, buildList } from './rows.ts';
import type { Tie } from './spots.ts';

export type Outcome =
  | {
      kind: 'sql';
      sql: string;
      draft: Draft;
      reading: Reading;
      /** What the rows must not have, and the date that is looked at there. */
      absence: Absence | null;
      shown: Field[];
    }
  | { kind: 'tie'; tie: Tie }
  | { kind: 'rank'; subject: Mention; by: Entity[] }
  | { kind: 'nothing' };

const nothing: Outcome = { kind: 'nothing' };

/** The two periods to set side by side, the earlier first; null when the question compares none. */
export function comparedPeriods(reading: Reading): [Period, Period] | null {
  const [first, second] = reading.periods;
  if (first === undefined) return null;
  if (second !== undefined && reading.periods.length === 2)
    return (first.from ?? '') <= (second.from ?? '') ? [first, second] : [second, first];
  const earlier = before(first);
  const asked = reading.change || reading.compare;
  const overTime = reading.groups.some((group) => group.kind === 'grain');
  return second === undefined &&
    asked &&
    !overTime &&
    earlier !== null &&
    reading.filters.length < 2
    ? [earlier, first]
    : null;
}

type Build = (sql: Sql, draft: Draft, reading: Reading) => string;

function shapeOf(draft: Draft, reading: Reading): Build {
  const timed = draft.groups.some(({ name }) => 'grain' in name);
  const periods = comparedPeriods(reading);
  if (reading.rank?.field != null) return (sql) => buildList(sql, draft, reading, []);
  if (reading.share && draft.groups.length > 0) return buildShare;
  if (reading.share && draft.filters.length > 0) return buildPart;
  if (periods !== null && reading.rank === null && !timed)
    return (sql) => buildComparison(sql, draft, reading, periods);
  if (timed && (reading.change || reading.running)) return buildWindow;
  return buildAggregate;
}

const tieOf = (draft: Draft): Outcome | null => {
  const [tie] = draft.ground.ties;
  return tie === undefined ? null : { kind: 'tie', tie };
};

function answerMeasured(
  catalog: Catalog,
  sql: Sql,
  reading: Reading,
  more: readonly Wish[] = [],
): Outcome {
  const compared = comparedPeriods(reading);
  const whole = compared === null ? reading : { ...reading, periods: compared };
  const draft = chooseDraft(catalog, whole, more);
  if (draft === null) return nothing;
  const used = compared !== null && reading.rank !== null ? reading : whole;
  const text = shapeOf(draft, used)(sql, draft, used);
  return tieOf(draft) ?? { kind: 'sql', sql: text, draft, reading: used, absence: null, shown: [] };
}

const sales: Wish = { kind: 'metric', metric: 'revenue', fn: 'sum' };

/** «top customers» without a measure: by sales, else by the one table that belongs to them. */
function answerRank(catalog: Catalog, sql: Sql, reading: Reading): Outcome {
  const { rank } = reading;
  const asked = rank?.by ?? rank?.field ?? reading.wishes[0];
  if (rank === null || asked != null || typeof rank.of === 'string')
    return answerMeasured(catalog, sql, reading);
  const bySales = answerMeasured(catalog, sql, reading, [sales]);
  if (bySales.kind !== 'nothing') return bySales;
  const owners = rank.of.links.flatMap((link) => (link.kind === 'entity' ? [link.entity] : []));
  const children = owners.flatMap((owner) =>
    owner.edges.filter(({ many }) => many).map(({ to }) => to),
  );
  const [only, ...others] = [...new Set(children)];
  if (only === undefined) return nothing;
  if (others.length > 0)
    return { kind: 'rank', subject: rank.of, by: [only, ...others].slice(0, 4) };
  return answerMeasured(catalog, sql, reading, [countOf(only)]);
}

const countOf = (entity: Entity): Wish => ({
  kind: 'count',
  of: { links: [{ kind: 'entity', entity, score: 1 }], text: entity.name, start: 0, end: 0 },
  distinct: false,
});

const subjectEntities = (mention: Mention): Entity[] =>
  mention.links.flatMap((link) => (link.kind === 'entity' ? [link.entity] : []));

/** Rows without something: as a list, or counted. */
function answerMissing(catalog: Catalog, sql: Sql, reading: Reading): Outcome {
  const [wish] = reading.wishes;
  const subject = reading.subject ?? (wish?.kind === 'count' ? wish.of : null);
  const [entity] = subject === null ? [] : subjectEntities(subject);
  const absence = entity === undefined ? null : bindMissing(catalog, entity, reading);
  if (entity === undefined || absence === null) return nothing;
  const own = { ...reading, wishes: [], subject, periods: [], sold: false, missing: null };
  const draft = bindBase(entity, own, []);
  // «never ordered in Europe»: the place is where it was not ordered, not where the thing is.
  const ways = reachable(entity);
  const isOwn = ({ field }: { field: Field | null }) => field !== null && ways.has(field.table);
  if (draft === null || !draft.filters.every(isOwn)) return nothing;
  const scope = new Scope(sql, entity);
  const condition = absence.of(scope);
  const alias = measureName(
    { key: 'count', entity, field: null, inner: null, per: null },
    reading.language,
  );
  const where = [...draft.filters.map(({ of }) => of(scope)), condition];
  const text =
    reading.wishes.length > 0
      ? renderSelect(sql, { columns: [{ sql: 'COUNT(*)', alias }], from: scope.from(), where })
      : buildList(sql, draft, own, [], [condition]);
  return tieOf(draft) ?? { kind: 'sql', sql: text, draft, reading, absence, shown: [] };
}

/** «how many customers have more than 10 orders». */
function answerCountOfGroups(catalog: Catalog, sql: Sql, reading: Reading): Outcome {
  const [wish] = reading.wishes;
  if (wish?.kind !== 'count') return nothing;
  const inner = { ...reading, wishes: [], groups: [{ kind: 'mention', of: wish.of } as const] };
  const draft = chooseDraft(
    catalog,
    inner,
    reading.having.map(({ of }) => of),
  );
  const [group] = draft?.groups ?? [];
  if (draft === null || group === undefined) return nothing;
  const entity = 'entity' in group.name ? group.name.entity : null;
  const field = 'field' in group.name ? group.name.field : null;
  const name = measureName(
    { key: 'count', entity, field, inner: null, per: null },
    reading.language,
  );
  const text = buildCountOfGroups(sql, draft, reading, group, name);
  return tieOf(draft) ?? { kind: 'sql', sql: text, draft, reading, absence: null, shown: [] };
}

/** Rows of a table, or the different values of its columns. */
function answerRows(catalog: Catalog, sql: Sql, reading: Reading): Outcome {
  if (reading.subject === null) return answerValues(catalog, sql, reading, reading.show);
  if (reading.show.length > 0) return answerColumns(catalog, sql, reading, reading.subject);
  const draft = chooseDraft(catalog, reading);
  if (draft === null) return nothing;
  const text = buildList(sql, draft, reading, []);
  return tieOf(draft) ?? { kind: 'sql', sql: text, draft, reading, absence: null, shown: [] };
}

/** Columns of a thing, row by row; with those of other tables joined where some were named. */
function answerColumns(catalog: Catalog, sql: Sql, reading: Reading, subject: Mention): Outcome {
  const draft = chooseDraft(catalog, reading);
  const named = reading.show.map((of) =>
    draft === null ? null : mentionGroup(draft.ground, reading, of),
  );
  const fields = named.flatMap((group) =>
    group !== null && 'field' in group.name ? [group.name.field] : [],
  );
  const base = draft?.ground.base;
  const own = fields.length === reading.show.length && fields.every(({ table }) => table === base);
  if (reading.distinct || (own && asksForKinds(reading, fields)))
    return answerValues(catalog, sql, reading, reading.show);
  if (draft === null || !own)
    return answerValues(
      catalog,
      sql,
      { ...reading, limit: reading.limit ?? 100 },
      inOrder([subject, ...reading.show]),
    );
  const text = buildList(sql, draft, reading, fields);
  return tieOf(draft) ?? { kind: 'sql', sql: text, draft, reading, absence: null, shown: fields };
}

/** «which countries do customers come from»: few values, named before whose they are. */
function asksForKinds(reading: Reading, fields: readonly Field[]): boolean {
  const [first] = reading.show;
  const before = first !== undefined && first.start < (reading.subject?.start ?? 0);
  const labels = fields.flatMap(({ table }) => labelOf(table, reading.language));
  return (
    before &&
    fields.every(
      (field) =>
        field.kind === 'text' && field.column.samples.length > 0 && !labels.includes(field),
    )
  );
}

const inOrder = (mentions: readonly Mention[]): Mention[] =>
  [...mentions].sort((a, b) => a.start - b.start);

function answerValues(
  catalog: Catalog,
  sql: Sql,
  reading: Reading,
  show: readonly Mention[],
): Outcome {
  if (show.length === 0) return nothing;
  const groups = show.map((of) => ({ kind: 'mention', of }) as const);
  const wanted: Reading = {
    ...reading,
    groups,
    context: [...reading.context, ...(reading.subject === null ? [] : [reading.subject])],
    subject: null,
  };
  const draft = chooseDraft(catalog, wanted);
  if (draft === null) return nothing;
  const text = buildDistinct(sql, draft, wanted);
  return (
    tieOf(draft) ?? { kind: 'sql', sql: text, draft, reading: wanted, absence: null, shown: [] }
  );
}

/** «customers with more than one order per day»: a bound on each of something within each day. */
const boundsWithinTime = ({ having, wishes, groups }: Reading): boolean =>
  having.length > 0 && wishes.length > 0 && groups.some((group) => group.kind === 'grain');

export function answerReading(catalog: Catalog, sql: Sql, reading: Reading): Outcome {
  if (boundsWithinTime(reading)) return nothing;
  if (reading.missing !== null) return answerMissing(catalog, sql, reading);
  if (
    reading.having.length > 0 &&
    reading.wishes.length === 1 &&
    reading.rank === null &&
    reading.groups.length === 0
  ) {
    const counted = answerCountOfGroups(catalog, sql, reading);
    if (counted.kind !== 'nothing') return counted;
  }
  if (reading.rank !== null) return answerRank(catalog, sql, reading);
  if (reading.wishes.length > 0) return answerMeasured(catalog, sql, reading);
  return answerRows(catalog, sql, reading);
}
