/** Rows of a table as they are, and the different values of columns. */
import { type Language, languages } from '../../../../preload/contract/answer.ts';
import type { Reading } from '../reading/reading.ts';
import { entityName, fieldName, roleName } from '../say/names.ts';
import type { Edge, Entity, Field } from '../schema/catalog.ts';
import { labelOf } from '../schema/roles.ts';
import type { Sql } from '../sql/dialect.ts';
import { Scope } from '../sql/scope.ts';
import { type Column, renderSelect } from '../sql/select.ts';
import type { Draft } from './draft.ts';
import { aliases, conditionsOf, groupAlias } from './parts.ts';

const shownColumns = 8;
const listed = 100;

/** A table that is met twice, or refers to itself, is called by its part: `manager`. */
function parentName(edge: Edge, base: Entity, language: Language): string {
  const twice = base.edges.filter((other) => !other.many && other.to === edge.to).length > 1;
  const key = base.fields.find((field) => field.reference === edge);
  if (key === undefined || (!twice && edge.to !== base))
    return entityName(edge.to, language, false);
  return roleName(key, language);
}

const ofLanguage = (field: Field): Language | undefined =>
  languages.find((language) => field.words.length > 1 && field.words.at(-1)?.text === language);

/** A name the table keeps in several languages is shown in the reader's. */
function isForReader(field: Field, language: Language): boolean {
  const written = ofLanguage(field);
  if (written !== undefined) return written === language;
  const [head] = field.words;
  const own = field.table.fields.some(
    (other) => ofLanguage(other) === language && other.words[0]?.text === head?.text,
  );
  return field.words.length > 1 || !own;
}

function listColumns(
  draft: Draft,
  reading: Reading,
  scope: Scope,
  shown: readonly Field[],
): Column[] {
  const { base } = draft.ground;
  const alias = aliases();
  const own = base.fields.filter(
    (field) =>
      field.kind !== 'other' && field.reference === null && isForReader(field, reading.language),
  );
  const labels = labelOf(base, reading.language);
  const fields =
    shown.length > 0
      ? [...new Set([...labels, ...shown.filter((field) => field.table === base)])]
      : own;
  const columns = fields.slice(0, shownColumns).map(
    (field): Column => ({
      sql: scope.column([], field),
      alias: alias(
        reading.language === 'en' ? field.column.name : fieldName(field, reading.language),
      ),
    }),
  );
  const parentsOf = shown.length > 0 ? [] : base.fields.flatMap(({ reference }) => reference ?? []);
  const room = parentsOf.slice(0, Math.max(0, shownColumns - columns.length));
  const parents = room.map(
    (edge): Column => ({
      sql: scope.sql.join(
        labelOf(edge.to, reading.language).map((label) => scope.column([edge], label)),
      ),
      alias: alias(parentName(edge, base, reading.language)),
    }),
  );
  if (shown.length > 0 || base.keys.some((key) => key.reference === null))
    return [...columns, ...parents];
  return aroundParents(columns, parents, (at) => draft.ground.context.has(room[at]?.to ?? base));
}

/** A table without a key of its own is known by what it belongs to: first by what was asked about. */
function aroundParents(
  columns: readonly Column[],
  parents: readonly Column[],
  isAsked: (at: number) => boolean,
): Column[] {
  const asked = parents.filter((_, at) => isAsked(at));
  const first = asked.length > 0 ? asked : parents;
  return [...first, ...columns, ...parents.filter((one) => !first.includes(one))];
}

/** The column rows are to be sorted by: one of theirs that was named, else their name. */
function sortColumn({ ground }: Draft, { sort, language }: Reading): Field | null {
  if (sort === null) return null;
  const own = sort.field?.links.flatMap((link) =>
    link.kind === 'field' && link.field.table === ground.base ? [link.field] : [],
  );
  return own?.[0] ?? (sort.field === null ? (labelOf(ground.base, language)[0] ?? null) : null);
}

/** Rows of one table: all that pass the filters, the latest, or the first by a column of theirs. */
export function buildList(
  sql: Sql,
  draft: Draft,
  reading: Reading,
  shown: readonly Field[],
  more: readonly string[] = [],
): string {
  const scope = new Scope(sql, draft.ground.base);
  const { rank, order } = reading;
  const ranked = draft.rankField;
  const columns = listColumns(
    draft,
    reading,
    scope,
    ranked === null ? shown : [...shown, ranked.field],
  );
  const last = order === 'latest' ? ' DESC' : '';
  const keys = draft.ground.base.keys.map((key) => `${scope.column([], key)}${last}`);
  const orderBy = [...keys];
  if (ranked !== null)
    orderBy.unshift(
      `${scope.column([], ranked.field)} ${rank?.descending === true ? 'DESC' : 'ASC'}`,
    );
  else if (order !== null && draft.date !== null)
    orderBy.unshift(
      `${scope.column(draft.date.spot.path, draft.date.field)} ${order === 'latest' ? 'DESC' : 'ASC'}`,
    );
  const sorted = sortColumn(draft, reading);
  if (sorted !== null)
    orderBy.unshift(
      `${scope.column([], sorted)}${reading.sort?.descending === true ? ' DESC' : ''}`,
    );
  const where = [...conditionsOf(draft, reading, scope), ...more];
  const limit = reading.limit ?? rank?.count ?? listed;
  return renderSelect(sql, { columns, where, from: scope.from(), orderBy, limit });
}

/** The different values of columns. */
export function buildDistinct(sql: Sql, draft: Draft, reading: Reading): string {
  const scope = new Scope(sql, draft.ground.base);
  const alias = aliases();
  const columns = draft.groups.map(
    (group): Column => ({
      sql: group.shown.map((shown) => shown(scope)).join(', '),
      alias: alias(groupAlias(group, reading.language)),
    }),
  );
  const where = conditionsOf(draft, reading, scope);
  const orderBy = columns.map((column) => sql.name(column.alias));
  return renderSelect(sql, {
    distinct: true,
    columns,
    where,
    from: scope.from(),
    orderBy,
    limit: reading.limit,
  });
}
