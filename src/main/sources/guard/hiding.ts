import { type Finding, finding, type GuardRules } from './guard.ts';
import { fold, nameBefore } from './names.ts';
import type { Reading, TableReference } from './reading.ts';
import { type Scopes, scopesOf } from './scopes.ts';
import { isNamed, keyAt, type Statement } from './structure.ts';

/** A table in the statement, and which of its columns are hidden. */
interface Guarded {
  table: TableReference;
  columns: ReadonlySet<string>;
  /** Names by which the statement can call it. */
  names: ReadonlySet<string>;
  query: number;
}

const hidden = (what: string): Finding =>
  finding('hidden', `${what.slice(0, 80)} may not be read.`);

/** Hidden columns of a table: entries `table.column` or `schema.table.column` that can mean it. */
function columnsHidden({ parts }: TableReference, rules: GuardRules): Set<string> {
  const [name = '', schema = ''] = parts.toReversed().map(fold);
  const columns = rules.hidden.flatMap((entry) => {
    const [column = '', table, inSchema] = entry.split('.').toReversed().map(fold);
    const sameSchema = inSchema === undefined || schema === '' || inSchema === schema;
    return table === name && sameSchema ? [column] : [];
  });
  return new Set(columns);
}

function guardedTables(reading: Reading, rules: GuardRules, scopes: Scopes): Guarded[] {
  return reading.tables
    .filter(({ cte }) => !cte)
    .map((table) => ({
      table,
      columns: columnsHidden(table, rules),
      names: new Set([fold(table.alias ?? table.parts.at(-1) ?? '')]),
      query: scopes.of(table.index),
    }));
}

/** The tokens that define a table and its alias, where its name is no value. */
function definitions(statement: Statement, tables: readonly Guarded[]): Set<number> {
  const defined = new Set<number>();
  for (const { table } of tables) {
    let index = table.index;
    for (let left = 2 * table.parts.length - 1; left > 0; left -= 1) defined.add(index++);
    if (table.alias === null) continue;
    if (keyAt(statement, index) === 'AS') index += 1;
    defined.add(index);
  }
  return defined;
}

class Hiding {
  readonly #statement: Statement;
  readonly #scopes: Scopes;
  readonly #tables: readonly Guarded[];
  readonly #secret: readonly Guarded[];
  readonly #defined: ReadonlySet<number>;

  constructor(statement: Statement, reading: Reading, rules: GuardRules) {
    this.#statement = statement;
    this.#scopes = scopesOf(statement);
    this.#tables = guardedTables(reading, rules, this.#scopes);
    this.#secret = this.#tables.filter(({ columns }) => columns.size > 0);
    this.#defined = definitions(statement, this.#tables);
  }

  judge(): Finding | null {
    if (this.#secret.length === 0) return null;
    const renamed = this.#secret.find(({ table }) => table.renamed || table.argument);
    if (renamed !== undefined) return hidden(`${renamed.table.parts.join('.')} in this form`);
    for (const index of this.#statement.tokens.keys()) {
      const objection = this.#judgeToken(index);
      if (objection !== null) return objection;
    }
    return null;
  }

  #judgeToken(index: number): Finding | null {
    const token = this.#statement.tokens[index];
    const key = keyAt(this.#statement, index);
    if (key === '*') return this.#judgeStar(index);
    if ((key === 'NATURAL' || key === 'TABLE') && this.#inScope(index).length > 0)
      return hidden('A table with hidden columns, as a whole');
    if (!isNamed(token) || this.#defined.has(index)) return null;
    return this.#judgeName(index, fold(token.value));
  }

  /** Tables with hidden columns that a token can refer to. */
  #inScope(index: number): Guarded[] {
    const around = this.#scopes.around(this.#scopes.of(index));
    return this.#secret.filter(({ query }) => around.includes(query));
  }

  /** `*` shows every column of its query's tables; `COUNT(*)` and products show none. */
  #judgeStar(index: number): Finding | null {
    const before = keyAt(this.#statement, index - 1);
    if (before === '.') return this.#judgeQualifiedStar(index);
    const counted = ['COUNT', 'COUNT_BIG'].includes(keyAt(this.#statement, index - 2));
    if (before === '(' && counted) return null;
    const query = this.#scopes.of(index);
    const shown = this.#secret.some((table) => table.query === query);
    return shown && this.#isStar(index) ? hidden('A hidden column, through *,') : null;
  }

  #isStar(index: number): boolean {
    const next = this.#statement.tokens[index + 1];
    const operand = next !== undefined && next.kind !== 'symbol';
    const ends = ['FROM', 'INTO', 'UNION', 'EXCEPT', 'INTERSECT', 'WHERE', 'ORDER', 'FOR'];
    return !operand ? next?.key !== '(' : ends.includes(keyAt(this.#statement, index + 1));
  }

  #judgeQualifiedStar(index: number): Finding | null {
    const qualifier = nameBefore(this.#statement, index - 1).parts.at(-1) ?? '';
    return this.#mayMean(index, fold(qualifier)).some(({ columns }) => columns.size > 0)
      ? hidden('A hidden column, through *,')
      : null;
  }

  /** The tables a qualifier can mean; an unknown one can mean any with hidden columns. */
  #mayMean(index: number, qualifier: string): readonly Guarded[] {
    const around = this.#scopes.around(this.#scopes.of(index));
    return this.#tables.filter(
      ({ names, query, table }) =>
        around.includes(query) &&
        (names.has(qualifier) || fold(table.parts.at(-1) ?? '') === qualifier),
    );
  }

  #judgeName(index: number, name: string): Finding | null {
    const { tokens } = this.#statement;
    if (keyAt(this.#statement, index - 1) === 'AS') return null;
    const qualified = tokens[index - 1]?.key === '.';
    const candidates = qualified
      ? this.#mayMean(index, fold(nameBefore(this.#statement, index - 1).parts.at(-1) ?? ''))
      : this.#inScope(index);
    if (candidates.some(({ columns }) => columns.has(name))) return hidden(`The column ${name}`);
    const whole = !qualified && tokens[index + 1]?.key !== '.';
    return whole && this.#inScope(index).some(({ names }) => names.has(name))
      ? hidden('A whole row with hidden columns')
      : null;
  }
}

/** Refuses every way to a hidden column: by name, `*`, NATURAL, renaming and whole rows. */
export function judgeHiddenColumns(
  statement: Statement,
  reading: Reading,
  rules: GuardRules,
): Finding | null {
  return rules.hidden.length === 0 ? null : new Hiding(statement, reading, rules).judge();
}
