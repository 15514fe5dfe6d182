import { type Finding, finding, type GuardRules } from './guard.ts';
import { fold } from './names.ts';

/** A table of the database as a statement names it; common table expressions are none. */
export interface Access {
  database: string | null;
  schema: string | null;
  name: string;
}

const lower = (name: string): string => name.toLowerCase();

const isDefault = ({ schema }: { schema: string | null }, rules: GuardRules): boolean =>
  schema !== null && rules.schema !== undefined && lower(rules.schema) === lower(schema);

/** The forms under which the owner may have listed a table. */
function listedAs({ schema, name }: Access, rules: GuardRules): string[] {
  if (schema === null) {
    const own = rules.schema === undefined ? [] : [`${rules.schema}.${name}`];
    return [name, ...own].map(lower);
  }
  return [`${schema}.${name}`, ...(isDefault({ schema }, rules) ? [name] : [])].map(lower);
}

const lists = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The list in lower case, kept as long as the list itself: it may name thousands of tables. */
function listedTables(tables: readonly string[]): ReadonlySet<string> {
  const known = lists.get(tables) ?? new Set(tables.map(lower));
  lists.set(tables, known);
  return known;
}

const foldedPath = (name: string): string => name.split('.').map(fold).join('.');

/** Whether a hidden entry means this table; where schemas are in doubt, it does. */
function isHidden(access: Access, rules: GuardRules): boolean {
  const name = fold(access.name);
  const full = access.schema === null ? name : `${fold(access.schema)}.${name}`;
  const elsewhere =
    access.schema !== null && rules.schema !== undefined && !isDefault(access, rules);
  return rules.hidden.some((entry) => {
    const hidden = foldedPath(entry);
    if (hidden === full || (hidden === name && !elsewhere)) return true;
    return access.schema === null && hidden.endsWith(`.${name}`) && isTableEntry(hidden, rules);
  });
}

/** `a.b` names a table of a schema, unless `a` is a known table with a column `b`. */
function isTableEntry(hidden: string, rules: GuardRules): boolean {
  const owner = hidden.slice(0, hidden.lastIndexOf('.'));
  return !Object.keys(rules.columns).some(
    (table) => foldedPath(table) === owner || foldedPath(table).endsWith(`.${owner}`),
  );
}

/** Whether the rules let a table be read. `isSystem` knows the dialect's own tables. */
export function judgeAccess(
  access: Access,
  rules: GuardRules,
  isSystem: (access: Access) => boolean,
): Finding | null {
  const { database, schema, name } = access;
  if (isSystem(access))
    return finding('system', `The table ${name.slice(0, 80)} belongs to the system.`);
  if (database !== null && !rules.databases.some((own) => lower(own) === lower(database)))
    return finding('remote', `The database ${database.slice(0, 80)} may not be read.`);
  if (isHidden(access, rules))
    return finding('hidden', `The table ${name.slice(0, 80)} may not be read.`);
  if (rules.tables === null || database !== null) return null;
  const listed = listedTables(rules.tables);
  return listedAs({ database, schema, name }, rules).some((form) => listed.has(form))
    ? null
    : finding('unknown_table', `There is no table ${name.slice(0, 80)}.`);
}

/** A common table expression may not stand before a hidden table. */
export const judgeCteName = (access: Access, rules: GuardRules): Finding | null =>
  isHidden(access, rules)
    ? finding('hidden', `The name ${access.name.slice(0, 80)} may not be used.`)
    : null;
