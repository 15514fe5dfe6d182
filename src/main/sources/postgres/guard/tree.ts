import { isNode, type Node } from '../../guard/tree.ts';
import { words } from '../../guard/words.ts';

/** Nodes of PostgreSQL's own parse tree that only read and compute. All others are refused. */
export const kinds = words(
  'SelectStmt ResTarget ColumnRef String Integer Float Boolean BitString A_Star A_Const A_Expr',
  'BoolExpr NullTest BooleanTest FuncCall TypeCast TypeName SubLink CaseExpr CaseWhen CoalesceExpr',
  'MinMaxExpr RangeVar RangeSubselect RangeFunction RangeTableSample RangeTableFunc',
  'RangeTableFuncCol JoinExpr SortBy WindowDef CommonTableExpr List A_ArrayExpr A_Indirection',
  'A_Indices RowExpr GroupingFunc GroupingSet CollateClause SQLValueFunction XmlExpr XmlSerialize',
  'NamedArgExpr ParamRef ColumnDef JsonArrayAgg JsonArrayConstructor JsonArrayQueryConstructor',
  'JsonFuncExpr JsonIsPredicate JsonKeyValue JsonObjectAgg JsonObjectConstructor JsonParseExpr',
  'JsonScalarExpr JsonSerializeExpr JsonTable JsonTableColumn JsonValueExpr JsonArgument',
  'JsonTablePathSpec JsonBehavior JsonFormat JsonReturning JsonOutput JsonAggConstructor',
);

/** Clauses of a SELECT that only read: no INTO, no locks. */
export const clauses = words(
  'distinctClause targetList fromClause whereClause groupClause groupDistinct groupAll havingClause',
  'windowClause valuesLists sortClause limitOffset limitCount limitOption withClause op all larg',
  'rarg',
);

export interface PgTable {
  /** Bytes before it in the text that was parsed, UTF-8. */
  location: number;
  parts: string[];
  cte: boolean;
  alias: string | null;
  renamed: boolean;
}

export interface PgFacts {
  selects: number;
  tables: PgTable[];
  functions: { parts: string[]; empty: boolean }[];
  /** Casts to types that look names up, with the text cast if it is plain. */
  lookups: { type: string; text: string | null }[];
  /** Aliases of subqueries and functions. */
  derived: string[];
  unknown: string[];
}

const samplingMethods = words('system bernoulli system_rows system_time');

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const strings = (list: unknown): string[] =>
  Array.isArray(list)
    ? list.map((item) => {
        const string = isNode(item) ? item['String'] : null;
        return isNode(string) ? textOf(string['sval']) : '';
      })
    : [];

const aliasOf = (node: Node): { alias: string | null; renamed: boolean } => {
  const alias = node['alias'];
  if (!isNode(alias)) return { alias: null, renamed: false };
  return { alias: textOf(alias['aliasname']), renamed: Array.isArray(alias['colnames']) };
};

function tableOf(node: Node, ctes: ReadonlySet<string>): PgTable {
  const names = [node['catalogname'], node['schemaname'], node['relname']].map(textOf);
  const parts = names.filter((name) => name !== '');
  const cte = parts.length === 1 && ctes.has(parts[0] ?? '');
  return { parts, cte, location: Number(node['location'] ?? 0), ...aliasOf(node) };
}

const callOf = (node: Node): { parts: string[]; empty: boolean } => {
  const name = strings(node['funcname']);
  const parts = name[0] === 'pg_catalog' ? name.slice(1) : name;
  return { parts, empty: node['args'] === undefined };
};

function lookupOf(node: Node): { type: string; text: string | null } | null {
  const { typeName, arg } = node;
  const type = isNode(typeName) ? (strings(typeName['names']).at(-1) ?? '') : '';
  if (!type.startsWith('reg')) return null;
  const constant = isNode(arg) ? arg['A_Const'] : null;
  const sval = isNode(constant) ? constant['sval'] : null;
  const many = isNode(typeName) && typeName['arrayBounds'] !== undefined;
  return { type, text: isNode(sval) && !many ? textOf(sval['sval']) : null };
}

/** Reads a statement's tree once, each name against the common table expressions in its scope. */
export function readTree(statement: Node): PgFacts {
  const facts: PgFacts = {
    selects: 0,
    tables: [],
    functions: [],
    lookups: [],
    derived: [],
    unknown: [],
  };
  visit(statement, new Set(), facts);
  return facts;
}

function visit(value: unknown, ctes: ReadonlySet<string>, facts: PgFacts): void {
  if (Array.isArray(value)) for (const item of value) visit(item, ctes, facts);
  if (!isNode(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (typeof child !== 'object' || child === null) continue;
    if (/^[A-Z]/.test(key)) visitNode(key, child as Node, ctes, facts);
    else if (key === 'larg' || key === 'rarg') visitBranch(child, ctes, facts);
    else visit(child, ctes, facts);
  }
}

/** The branches of a UNION are bare SELECTs; those of a JOIN are wrapped like all else. */
function visitBranch(child: object, ctes: ReadonlySet<string>, facts: PgFacts): void {
  if ('op' in child) visitNode('SelectStmt', child as Node, ctes, facts);
  else visit(child, ctes, facts);
}

function visitNode(kind: string, node: Node, ctes: ReadonlySet<string>, facts: PgFacts): void {
  if (!kinds.has(kind)) facts.unknown.push(kind);
  if (kind === 'SelectStmt') visitSelect(node, ctes, facts);
  else visitOther(kind, node, ctes, facts);
}

function visitOther(kind: string, node: Node, ctes: ReadonlySet<string>, facts: PgFacts): void {
  if (kind === 'RangeVar') facts.tables.push(tableOf(node, ctes));
  if (kind === 'FuncCall') facts.functions.push(callOf(node));
  if (kind === 'RangeTableSample' && !samplingMethods.has(strings(node['method']).join('.')))
    facts.unknown.push('this sampling method');
  const lookup = kind === 'TypeCast' ? lookupOf(node) : null;
  if (lookup !== null) facts.lookups.push(lookup);
  const { alias } = aliasOf(node);
  if (kind !== 'RangeVar' && alias !== null) facts.derived.push(alias);
  visit(node, ctes, facts);
}

function visitSelect(node: Node, ctes: ReadonlySet<string>, facts: PgFacts): void {
  if (node['op'] === 'SETOP_NONE' && node['valuesLists'] === undefined) facts.selects += 1;
  for (const clause of Object.keys(node))
    if (!clauses.has(clause)) facts.unknown.push(`SelectStmt.${clause}`);
  const { withClause, ...rest } = node;
  const scope = isNode(withClause) ? visitWith(withClause, ctes, facts) : ctes;
  visit(rest, scope, facts);
}

/** Visits the CTE bodies and answers the scope of the query they belong to. */
function visitWith(
  withClause: Node,
  outer: ReadonlySet<string>,
  facts: PgFacts,
): ReadonlySet<string> {
  const list = Array.isArray(withClause['ctes']) ? withClause['ctes'] : [];
  const ctes = list.map((item) => (isNode(item) ? item['CommonTableExpr'] : null)).filter(isNode);
  const names = ctes.map((cte) => textOf(cte['ctename']));
  const scope = new Set(outer);
  if (withClause['recursive'] === true) for (const name of names) scope.add(name);
  for (const [index, cte] of ctes.entries()) {
    visitNode('CommonTableExpr', cte, scope, facts);
    scope.add(names[index] ?? '');
  }
  return scope;
}
