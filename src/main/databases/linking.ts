import { qualifiedName, type Schema } from '../../preload/contract/database.ts';
import type { GlossaryTerm, Note, Verified } from '../../preload/contract/databases.ts';
import { buildIndex } from '../sources/knowledge/build.ts';
import type { Extras, VerifiedQuery } from '../sources/knowledge/extras.ts';
import { pickTables } from '../sources/knowledge/pick.ts';
import { renderKnowledge } from '../sources/knowledge/render.ts';
import type { LinkedSchema } from './catalogue.ts';
import type { Hidden } from './hiding.ts';

/** What owners have said, as stored. */
export interface Said {
  notes: readonly Note[];
  glossary: readonly GlossaryTerm[];
  approved: readonly Verified[];
}

export type Linker = (question: string, budgetTokens: number) => LinkedSchema;

/**
 * Picks and words the part of a schema that a question needs.
 * @param schema hidden things left out already; @param full tells what is hidden.
 */
export function createLinker(schema: Schema, full: Schema, hidden: Hidden, said: Said): Linker {
  const index = buildIndex(schema, extrasOf(full, hidden, said));
  return (question, budgetTokens) => {
    const pick = pickTables(index, question, budgetTokens);
    const { ddl, glossary, examples } = renderKnowledge(index, question, pick);
    const text = [
      ddl,
      glossary && `What words mean here:\n${glossary}`,
      examples && `Questions answered rightly before:\n${examples}`,
    ];
    return {
      schema: { ...schema, tables: pick.tables },
      text: text.filter((part) => part !== '').join('\n\n'),
    };
  };
}

function extrasOf(full: Schema, hidden: Hidden, said: Said): Extras {
  const shown = said.notes.filter(
    ({ table, column }) =>
      !hidden.table(table) && (column === null || !hidden.column(table, column)),
  );
  return {
    descriptions: shown.flatMap(({ table, column, description }) =>
      description === null ? [] : [{ table, column, text: description }],
    ),
    synonyms: shown.flatMap(({ table, column, synonyms }) =>
      synonyms.length === 0 ? [] : [{ table, column, words: synonyms }],
    ),
    glossary: said.glossary.map(({ term, meaning }) => ({ term, meaning, tables: [] })),
    verified: verifiedOf(full, hidden, said.approved),
  };
}

/** Those that name nothing hidden, each with the tables it names. */
function verifiedOf(full: Schema, hidden: Hidden, approved: readonly Verified[]): VerifiedQuery[] {
  const secret = secretNames(full, hidden).map(wordsOf);
  return approved.flatMap(({ question, sql }) => {
    const words = new Set(wordsOf(sql));
    const says = (name: readonly string[]) => name.every((word) => words.has(word));
    if (secret.some(says)) return [];
    const named = full.tables.filter(({ name }) => says(wordsOf(name)));
    return [{ question, sql, tables: named.map(qualifiedName) }];
  });
}

/** Hidden names that nothing shown shares: a query with one of them speaks of what is hidden. */
function secretNames(full: Schema, hidden: Hidden): string[] {
  const [secret, open]: [string[], Set<string>] = [[], new Set()];
  for (const table of full.tables) {
    const name = qualifiedName(table);
    const put = (word: string, isHidden: boolean) =>
      isHidden ? secret.push(word.toLowerCase()) : open.add(word.toLowerCase());
    put(table.name, hidden.table(name));
    for (const column of table.columns)
      put(column.name, hidden.table(name) || hidden.column(name, column.name));
  }
  return secret.filter((word) => !open.has(word));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_$#@]+/gu) ?? [];
