import type { Table } from '../../../preload/contract/database.ts';
import type { Dictionary } from './dictionary.ts';
import { splitWords } from './words.ts';

/** Last words of columns that point at a row of another table. */
const pointers = new Set(['id', 'key', 'code', 'number', 'ref', 'uuid', 'guid', 'pk', 'fk']);
/** First words of table names that say nothing: `tblCustomer`, `dim_customer`. */
const labels = new Set(['tbl', 'table', 't', 'dim', 'fact', 'fct', 'vw', 'v', 'ref', 'lkp']);

const spell = (words: readonly string[], { expand }: Dictionary): string =>
  words.map((word) => expand(word)[0] ?? word).join(' ');

/** Tables by schema and name in plain words, `null` where two have the same. */
function tablesByName(tables: readonly Table[], dictionary: Dictionary) {
  const found = new Map<string, number | null>();
  for (const [at, { schema, name }] of tables.entries()) {
    const words = splitWords(name);
    const bare = labels.has(words[0] ?? '') && words.length > 1 ? words.slice(1) : words;
    const key = `${schema ?? ''}\n${spell(bare, dictionary)}`;
    found.set(key, found.has(key) ? null : at);
  }
  return found;
}

/** What a pointing column's name says it points at: `cust_id` customer, `CountryCode` country. */
function pointedAt(column: string, dictionary: Dictionary): string | null {
  const words = splitWords(column);
  const last = words.at(-1);
  if (last === undefined || words.length < 2) return null;
  const spelled = dictionary.expand(last)[0] ?? last;
  return pointers.has(last) || pointers.has(spelled) ? spell(words.slice(0, -1), dictionary) : null;
}

/**
 * Links that names tell in schemas that declare no foreign key at all: a column `<table>_id`. For
 * ranking and joining only; the model is not told that they are keys.
 */
export function inferLinks(
  tables: readonly Table[],
  dictionary: Dictionary,
): [from: number, to: number][] {
  const places = tablesByName(tables, dictionary);
  const keyed = new Set(tables.filter((t) => t.foreignKeys.length > 0).map((t) => t.schema));
  return tables.flatMap(({ schema, columns }, from) => {
    if (keyed.has(schema)) return [];
    return columns.flatMap(({ name }): [number, number][] => {
      const target = pointedAt(name, dictionary);
      const to = target === null ? null : places.get(`${schema ?? ''}\n${target}`);
      return to === null || to === undefined || to === from ? [] : [[from, to]];
    });
  });
}
