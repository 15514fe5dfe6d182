import { type Finding, finding } from './guard.ts';
import type { Tree } from './polyglot.ts';

export type Node = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Calls `visit` for every object of a tree. Not recursive: trees can be deep. */
function walk(tree: Tree, visit: (node: Node) => void): void {
  const pending: unknown[] = [tree];
  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) for (const item of value) pending.push(item);
    if (!isNode(value)) continue;
    visit(value);
    for (const key in value) {
      const child = value[key];
      // Positions in the text are a third of a tree and say nothing.
      if (typeof child === 'object' && child !== null && key !== 'span') pending.push(child);
    }
  }
}

/** What the polyglot parser's tree says, to be held against what the tokens say. */
export interface TreeFacts {
  selects: number;
  /** Dotted names in lower case, empty parts left out. */
  tables: string[];
  /** Node kinds and clauses of SELECT that no rule knows. */
  unknown: string[];
}

/** What a tree may be made of. */
export interface TreePolicy {
  kinds: ReadonlySet<string>;
  /** Clauses of a SELECT. */
  clauses: ReadonlySet<string>;
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === false ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0);

const nameOf = (value: unknown): string =>
  isNode(value) && typeof value['name'] === 'string' ? value['name'] : '';

function tableName(table: Node): string {
  const parts = [table['catalog'], table['schema'], table['name']].map(nameOf);
  return parts
    .filter((part) => part !== '')
    .join('.')
    .toLowerCase();
}

/** A node of an expression is an object with one key, its kind, whose value is an object. */
function kindOf(node: Node): [string, Node] | null {
  let only: string | null = null;
  for (const key in node) {
    if (only !== null) return null;
    only = key;
  }
  const body = only === null ? null : node[only];
  return only !== null && isNode(body) ? [only, body] : null;
}

const queries = new Set(['select', 'union', 'except', 'intersect', 'subquery', 'paren', 'values']);

/** `VALUES` beside UNION, which the parser words as a SELECT from it. */
function standsForValues(select: Node): boolean {
  const from = select['from'];
  const [source] = isNode(from) && Array.isArray(from['expressions']) ? from['expressions'] : [];
  const values = isNode(source) ? source['values'] : null;
  return isNode(values) && nameOf(values['alias']) === '_values';
}

export function treeFacts(tree: Tree, policy: TreePolicy): TreeFacts {
  const facts: TreeFacts = { selects: 0, tables: [], unknown: [] };
  const root = isNode(tree) ? kindOf(tree) : null;
  if (root === null || !queries.has(root[0])) facts.unknown.push('anything but a query');
  walk(tree, (node) => {
    const found = kindOf(node);
    if (found === null) return;
    const [kind, body] = found;
    if (!policy.kinds.has(kind)) facts.unknown.push(kind);
    if (kind === 'table') facts.tables.push(tableName(body));
    if (kind !== 'select') return;
    if (!standsForValues(body)) facts.selects += 1;
    if (isEmpty(body['expressions'])) facts.unknown.push('an empty select');
    for (const [clause, value] of Object.entries(body))
      if (!isEmpty(value) && !policy.clauses.has(clause)) facts.unknown.push(`select.${clause}`);
  });
  return facts;
}

/** The tree holds only known things, and says the same as the tokens. */
export function judgeTree(
  facts: TreeFacts,
  expected: { selects: number; tables: readonly string[] },
): Finding | null {
  const [unknown] = facts.unknown;
  if (unknown !== undefined)
    return finding('not_query', `A query may not hold ${unknown.replaceAll('_', ' ')}.`);
  const agree =
    facts.selects === expected.selects &&
    facts.tables.length === expected.tables.length &&
    facts.tables.toSorted().join('\n') === expected.tables.toSorted().join('\n');
  return agree ? null : finding('unparsed', 'Two readings of the statement do not agree.');
}
