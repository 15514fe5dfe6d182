import { type Finding, finding, type GuardRules } from '../../guard/guard.ts';
import { fold } from '../../guard/names.ts';
import type { TableReference } from '../../guard/reading.ts';
import { isNamed, type Statement } from '../../guard/structure.ts';
import { words } from '../../guard/words.ts';

const systemColumns = words('ctid xmin xmax cmin cmax tableoid');

/** The columns of a table as the owner's rules know them, or null. */
function columnsOf({ parts }: TableReference, rules: GuardRules): ReadonlySet<string> | null {
  const [name = '', schema = rules.schema] = parts.toReversed();
  const known = rules.columns[name] ?? rules.columns[`${schema}.${name}`];
  return known === undefined ? null : new Set(known.map(fold));
}

/** The name a dot follows: `t` of `t.x` and of `(t).x`; null for anything longer. */
function ownerBefore({ tokens, partner }: Statement, dot: number): string | null {
  const before = tokens[dot - 1];
  if (before?.key === ')' && partner.get(dot - 1) === dot - 3) {
    const inner = tokens[dot - 2];
    return inner !== undefined && isNamed(inner) ? fold(inner.value) : null;
  }
  return before !== undefined && isNamed(before) ? fold(before.value) : null;
}

type Columns = ReadonlyMap<string, ReadonlySet<string>>;

/** The columns behind each name that can only mean tables whose columns are known. */
function knownColumns(
  tables: readonly TableReference[],
  derived: readonly string[],
  rules: GuardRules,
): Columns {
  const unsure = new Set(derived.map(fold));
  const known = new Map<string, ReadonlySet<string>>();
  for (const table of tables) {
    const name = fold(table.alias ?? table.parts.at(-1) ?? '');
    const columns = table.cte || table.renamed ? null : columnsOf(table, rules);
    if (columns === null) unsure.add(name);
    else known.set(name, new Set([...(known.get(name) ?? []), ...columns]));
  }
  for (const name of unsure) known.delete(name);
  return known;
}

function judgeAttribute(statement: Statement, dot: number, known: Columns): Finding | null {
  const owner = ownerBefore(statement, dot);
  const after = statement.tokens[dot + 1];
  const further = statement.tokens[dot + 2]?.key ?? '';
  if (owner === null || after === undefined || !isNamed(after)) return null;
  const columns = known.get(owner);
  const column = fold(after.value);
  if (columns === undefined || further === '.' || further === '(') return null;
  if (columns.has(column) || systemColumns.has(column)) return null;
  return finding('function', `The table ${owner} has no column ${after.value.slice(0, 80)}.`);
}

/**
 * `t.f` calls the function f for a row of t where t has no column f, as does `(t).f`
 * (https://www.postgresql.org/docs/current/rowtypes.html, «functional notation»). Where the
 * columns of t are known, f must be one of them.
 */
export function judgeAttributes(
  statement: Statement,
  tables: readonly TableReference[],
  derived: readonly string[],
  rules: GuardRules,
): Finding | null {
  const known = knownColumns(tables, derived, rules);
  if (known.size === 0) return null;
  for (const [index, { key }] of statement.tokens.entries()) {
    const objection = key === '.' ? judgeAttribute(statement, index, known) : null;
    if (objection !== null) return objection;
  }
  return null;
}
