import type { Edge, Entity, Field } from '../schema/catalog.ts';
import type { Path } from '../schema/paths.ts';
import type { Sql } from './dialect.ts';

interface Joined {
  key: string;
  alias: string;
  edge: Edge;
  parent: string;
  optional: boolean;
}

/** ISO dates as text compare as text does. */
export const isTextDate = (field: Field): boolean =>
  /char|text|clob|string/i.test(field.column.type);

const keyOf = (path: Path): string =>
  path.map((edge) => `${edge.on.map(([from]) => from).join()}>${edge.to.name}`).join('/');

/** The tables of one SELECT and how they are called in it; a table is joined when first needed. */
export class Scope {
  readonly sql: Sql;
  readonly base: Entity;
  readonly #aliases = new Set<string>();
  readonly #joins: Joined[] = [];
  readonly #extra: string[] = [];
  readonly #root: string;
  readonly #inner: boolean;

  /** @param inner Only rows that have what is joined: for EXISTS. */
  constructor(sql: Sql, base: Entity, taken: readonly string[] = [], inner = false) {
    this.sql = sql;
    this.base = base;
    this.#inner = inner;
    for (const alias of taken) this.#aliases.add(alias);
    this.#root = this.#alias(base);
  }

  #alias(entity: Entity): string {
    let alias = entity.table.name;
    for (let number = 2; this.#aliases.has(alias.toLowerCase()); number += 1)
      alias = `${entity.table.name}_${number}`;
    this.#aliases.add(alias.toLowerCase());
    return alias;
  }

  get aliases(): string[] {
    return [...this.#aliases];
  }

  /** The name a table at the end of a path goes by here, joined if it was not. */
  at(path: Path): string {
    const edge = path.at(-1);
    if (edge === undefined) return this.#root;
    const key = keyOf(path);
    const known = this.#joins.find((join) => join.key === key);
    if (known !== undefined) return known.alias;
    const parent = this.at(path.slice(0, -1));
    const optional = !this.#inner && path.some((step) => step.nullable);
    const alias = this.#alias(edge.to);
    this.#joins.push({ key, alias, edge, parent, optional });
    return alias;
  }

  column(path: Path, field: Field): string {
    return `${this.sql.name(this.at(path))}.${this.sql.name(field.column.name)}`;
  }

  /** A date column, of whatever type it is kept in, for the functions of dates. */
  date(path: Path, field: Field): string {
    const column = this.column(path, field);
    return isTextDate(field) ? this.sql.asDate(column) : column;
  }

  /** A join written by hand; the alias it uses must be its own. */
  add(join: string): void {
    if (!this.#extra.includes(join)) this.#extra.push(join);
  }

  /** What stands after FROM. */
  from(): string {
    const joins = this.#joins.map((join) => {
      const kind = join.optional ? 'LEFT JOIN' : 'JOIN';
      return `${kind} ${this.#named(join.edge.to, join.alias)} ON ${this.on(join.edge, join.parent, join.alias)}`;
    });
    return [this.#named(this.base, this.#root), ...joins, ...this.#extra].join('\n');
  }

  #named(entity: Entity, alias: string): string {
    const { schema, name } = entity.table;
    const table =
      schema === null ? this.sql.name(name) : `${this.sql.name(schema)}.${this.sql.name(name)}`;
    return schema === null && alias === name ? table : `${table} AS ${this.sql.name(alias)}`;
  }

  on(edge: Edge, left: string, right: string): string {
    const name = this.sql.name;
    return edge.on
      .map(([from, to]) => `${name(left)}.${name(from)} = ${name(right)}.${name(to)}`)
      .join(' AND ');
  }
}
