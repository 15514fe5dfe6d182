import type { Language } from '../../../../preload/contract/answer.ts';
import type { Period } from '../dates/period.ts';
import type { Bound, FilterWish, Mention } from '../reading/reading.ts';
import type { Field } from '../schema/catalog.ts';
import type { Path } from '../schema/paths.ts';
import { labelOf } from '../schema/roles.ts';
import { isTextDate, Scope } from '../sql/scope.ts';
import type { Expression } from './metrics.ts';
import { type Ground, type Spot, spotFor } from './spots.ts';

/** A condition of rows: its SQL, how it is said, what it costs to reach. */
export interface Condition {
  of: Expression;
  said: string;
  cost: number;
  /** The column it is about, so that a later «only …» can replace it. */
  field: Field | null;
}

const fieldLinks = (mention: Mention): Mention => ({
  ...mention,
  links: mention.links.filter(({ kind }) => kind === 'field' || kind === 'value'),
});

/** A condition on a column, through EXISTS where the way to it multiplies rows. */
function on(spot: Spot, field: Field, test: (column: string, scope: Scope) => string): Expression {
  const [first, ...rest] = spot.path;
  if (!spot.many || first === undefined)
    return (scope) => test(scope.column(spot.path, field), scope);
  return (scope) => {
    const inner = new Scope(scope.sql, first.to, scope.aliases, true);
    const condition = test(inner.column(rest, field), inner);
    return `EXISTS (SELECT 1 FROM ${inner.from()} WHERE ${scope.on(first, scope.at([]), inner.at([]))} AND ${condition})`;
  };
}

const saidOf = (field: Field): string => `${field.table.name}.${field.column.name}`;

function bindValues(
  ground: Ground,
  wish: Extract<FilterWish, { kind: 'values' }>,
): Condition | null {
  const [first] = wish.of;
  const spot = first === undefined ? null : spotFor(ground, first, true);
  const field = spot?.field;
  if (spot === null || field == null) return null;
  const values = wish.of
    .flatMap(({ links }) => links)
    .flatMap((link) => (link.kind === 'value' && link.field === field ? [link.value] : []));
  const list = [...new Set(values)];
  const test = (column: string, scope: Scope): string => {
    const texts = list.map((value) => scope.sql.text(value));
    if (texts.length === 1) return `${column} ${wish.negate ? '<>' : '='} ${texts.join()}`;
    return `${column} ${wish.negate ? 'NOT IN' : 'IN'} (${texts.join(', ')})`;
  };
  const said = `${saidOf(field)} ${wish.negate ? '≠' : '='} ${list.join(' / ')}`;
  return { of: on(spot, field, test), said, cost: spot.cost, field };
}

const numberText = (value: number): string => (Number.isFinite(value) ? String(value) : '0');

export function boundSql(
  bound: Bound,
  column: string,
  other: (of: Mention) => string | null,
): string | null {
  if (bound.kind === 'number') return `${column} ${bound.comparison} ${numberText(bound.value)}`;
  if (bound.kind === 'between')
    return `${column} BETWEEN ${numberText(bound.low)} AND ${numberText(bound.high)}`;
  const right = other(bound.of);
  return right === null ? null : `${column} ${bound.comparison} ${right}`;
}

export function boundSaid(bound: Bound): string {
  if (bound.kind === 'number') return `${bound.comparison} ${bound.value}`;
  return bound.kind === 'between'
    ? `${bound.low} … ${bound.high}`
    : `${bound.comparison} ${bound.of.text}`;
}

function bindBound(ground: Ground, wish: Extract<FilterWish, { kind: 'bound' }>): Condition | null {
  const found = spotFor(ground, wish.of, true);
  const field =
    found === null
      ? null
      : (found.field ?? (found.entity.keys.length === 1 ? found.entity.keys[0] : null));
  if (found === null || field == null) return null;
  const { bound } = wish;
  let right: Field | null = null;
  if (bound.kind === 'field') {
    const other = spotFor({ ...ground, context: new Set([field.table]) }, bound.of);
    if (other?.field == null || other.field.table !== field.table || found.many) return null;
    right = other.field;
  }
  const flagged = field.kind === 'flag' && bound.kind === 'number' ? bound.value === 1 : null;
  const test = (column: string, scope: Scope): string =>
    flagged !== null
      ? scope.sql.flag(column, flagged)
      : (boundSql(bound, column, () => (right === null ? null : scope.column(found.path, right))) ??
        '1 = 1');
  return {
    of: on(found, field, test),
    said: `${saidOf(field)} ${boundSaid(bound)}`,
    cost: found.cost,
    field,
  };
}

/** Signs that LIKE gives a meaning stand for any one character. */
const plainPattern = (text: string): string => text.replace(/[%_[\]\\]/g, '_');

/** The column beside `name` that holds it in the text's own script. */
const inScript = (field: Field, script: Language): Field =>
  field.table.fields.find(({ words }) => {
    const [last, ...rest] = words.map(({ text }) => text).reverse();
    return last === script && rest.reverse().join() === field.words.map(({ text }) => text).join();
  }) ?? field;

function bindText(
  ground: Ground,
  wish: Extract<FilterWish, { kind: 'text' }>,
  language: Language,
): Condition | null {
  const spot = wish.of === null ? null : spotFor(ground, wish.of, true);
  const entity = spot?.entity ?? ground.base;
  // A name in Latin letters is looked for in the Latin names, whatever the question's language.
  const script = /[\u0600-\u06ff]/.test(wish.text) ? language : 'en';
  const field = spot?.field == null ? labelOf(entity, script)[0] : inScript(spot.field, script);
  if (field === undefined || field.kind !== 'text') return null;
  const text = plainPattern(wish.text);
  const pattern = wish.mode === 'starts' ? `${text}%` : `%${text}%`;
  const at: Spot = spot ?? { path: [], field, entity, value: null, many: false, cost: 0 };
  const not = wish.negate ? 'NOT ' : '';
  const test = (column: string, scope: Scope): string => `${not}${scope.sql.like(column, pattern)}`;
  const said = `${saidOf(field)} ${wish.negate ? '≁' : '~'} «${wish.text}»`;
  return { of: on(at, field, test), said, cost: at.cost, field };
}

function bindEmpty(ground: Ground, wish: Extract<FilterWish, { kind: 'empty' }>): Condition | null {
  const [link] = wish.of.links;
  const role = link?.kind === 'role' ? link.field : null;
  const spot = spotFor(
    ground,
    fieldLinks(
      role === null ? wish.of : { ...wish.of, links: [{ kind: 'field', field: role, score: 1 }] },
    ),
  );
  const field = spot?.field;
  if (spot === null || field == null || !field.column.nullable) return null;
  const test = (column: string): string => `${column} IS ${wish.negate ? 'NOT ' : ''}NULL`;
  return { of: on(spot, field, test), said: `${saidOf(field)} = ∅`, cost: spot.cost, field };
}

export function bindFilter(ground: Ground, wish: FilterWish, language: Language): Condition | null {
  switch (wish.kind) {
    case 'values':
      return bindValues(ground, wish);
    case 'bound':
      return bindBound(ground, wish);
    case 'text':
      return bindText(ground, wish, language);
    case 'empty':
      return bindEmpty(ground, wish);
  }
}

/** A date column and the way to it. */
export interface Dated {
  path: Path;
  field: Field;
}

/** The date column within the period, half open. */
export function within({ path, field }: Dated, period: Period, scope: Scope): string {
  const column = scope.column(path, field);
  const date = isTextDate(field) ? scope.sql.text : scope.sql.date;
  const parts = [
    ...(period.from === null ? [] : [`${column} >= ${date(period.from)}`]),
    ...(period.to === null ? [] : [`${column} < ${date(period.to)}`]),
  ];
  return parts.length === 0 ? '1 = 1' : parts.join(' AND ');
}

export const withinAny = (dated: Dated, periods: readonly Period[], scope: Scope): string =>
  periods.length === 1 && periods[0] !== undefined
    ? within(dated, periods[0], scope)
    : `(${periods.map((period) => `(${within(dated, period, scope)})`).join(' OR ')})`;
