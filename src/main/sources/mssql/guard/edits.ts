import { isNamed, keyAt, type Statement } from '../../guard/structure.ts';
import { away, type Edit, editsBy, odbcLiteral } from '../../guard/view.ts';
import { makers } from './functions.ts';
import { harmlessHints } from './words.ts';

const closeOf = ({ partner }: Statement, open: number): number => partner.get(open) ?? open;

/** `WITH XMLNAMESPACES (…)` alone, or before common table expressions. */
function namespaces(statement: Statement, index: number): Edit | null {
  if (keyAt(statement, index) !== 'WITH' || keyAt(statement, index + 1) !== 'XMLNAMESPACES')
    return null;
  const close = closeOf(statement, index + 2);
  const more = keyAt(statement, close + 1) === ',';
  return more ? { from: index, to: close + 1, text: 'WITH' } : away(index, close);
}

/** `WITH (hints)` behind a table and `OPTION (…)`. */
function hints(statement: Statement, index: number): Edit | null {
  const key = keyAt(statement, index);
  if (keyAt(statement, index + 1) !== '(') return null;
  const tableHints = key === 'WITH' && keyAt(statement, index - 1) !== ')';
  return tableHints || key === 'OPTION' ? away(index, closeOf(statement, index + 1)) : null;
}

/** `dbo.Orders (NOLOCK)`, the old form of WITH. */
function oldHints(statement: Statement, index: number): Edit | null {
  if (keyAt(statement, index) !== '(' || !isNamed(statement.tokens[index - 1])) return null;
  const close = closeOf(statement, index);
  const inner = statement.tokens.slice(index + 1, close);
  const only = inner.every(({ key }) => key === ',' || harmlessHints.has(key));
  return inner.length > 0 && only ? away(index, close) : null;
}

/** `PARSE(x AS int USING 'en')`: a cast by its shape, the culture left out. */
function parse(statement: Statement, index: number): Edit | null {
  const key = keyAt(statement, index);
  if ((key === 'PARSE' || key === 'TRY_PARSE') && keyAt(statement, index + 1) === '(')
    return { from: index, to: index, text: 'CAST' };
  const culture = key === 'USING' && statement.tokens[index + 1]?.kind === 'string';
  return culture ? away(index, index + 1) : null;
}

/** `geography::Point(…)`: the type left out. */
const maker = (statement: Statement, index: number): Edit | null =>
  keyAt(statement, index + 1) === '::' &&
  makers.has(statement.tokens[index + 2]?.value.toLowerCase() ?? '')
    ? away(index, index + 1)
    : null;

/** `MATCH(a-(b)->c)` over graph tables; only names and arrows can stand in it. */
const graph = (statement: Statement, index: number): Edit | null =>
  keyAt(statement, index) === '(' && keyAt(statement, index - 1) === 'MATCH'
    ? { from: index, to: closeOf(statement, index), text: '(1)' }
    : null;

/** Options of FOR XML: `BINARY BASE64`, `XMLDATA`, `XMLSCHEMA('urn:x')`. */
function xmlOption(statement: Statement, index: number): Edit | null {
  if (keyAt(statement, index) !== ',') return null;
  const option = keyAt(statement, index + 1);
  if (option === 'BINARY' && keyAt(statement, index + 2) === 'BASE64')
    return away(index, index + 2);
  if (option !== 'XMLDATA' && option !== 'XMLSCHEMA') return null;
  const open = keyAt(statement, index + 2) === '(';
  return away(index, open ? closeOf(statement, index + 2) : index + 1);
}

const searches = new Set(['CONTAINS', 'FREETEXT', 'CONTAINSTABLE', 'FREETEXTTABLE']);

/** What full-text search is given: column lists, languages and `*`. */
const search = (statement: Statement, index: number): Edit | null =>
  keyAt(statement, index) === '(' && searches.has(keyAt(statement, index - 1))
    ? { from: index, to: closeOf(statement, index), text: "(a, 's')" }
    : null;

/** `!<` and `!>`. */
function comparison(statement: Statement, index: number): Edit | null {
  const next = keyAt(statement, index + 1);
  if (keyAt(statement, index) !== '!' || (next !== '<' && next !== '>')) return null;
  return { from: index, to: index + 1, text: '=' };
}

const sources = new Set(['FROM', 'JOIN', 'APPLY', ',']);

/** Dots before a name whose qualifiers are left out. */
function leadingDot(statement: Statement, index: number): Edit | null {
  if (statement.tokens[index]?.key !== '.') return null;
  let before = index - 1;
  while (statement.tokens[before]?.key === '.') before -= 1;
  return sources.has(keyAt(statement, before)) ? away(index) : null;
}

/** What SQL Server knows and the parser does not; each has its own rule over the tokens. */
export const edits = editsBy([
  odbcLiteral,
  xmlOption,
  graph,
  namespaces,
  hints,
  oldHints,
  parse,
  maker,
  search,
  comparison,
  leadingDot,
]);
