/** What the owner tells about a database, beyond what the engine knows. */
export interface Extras {
  descriptions: readonly Description[];
  synonyms: readonly Synonym[];
  glossary: readonly GlossaryEntry[];
  verified: readonly VerifiedQuery[];
}

/** A place in the schema: `table` as `qualifiedName` words it; a null column means the table. */
export interface Place {
  table: string;
  column: string | null;
}

export interface Description extends Place {
  text: string;
}

/** Other words people use for a table or column, in any language. */
export interface Synonym extends Place {
  words: readonly string[];
}

/** A business term, what it means here, and the tables it speaks of (may be none). */
export interface GlossaryEntry {
  term: string;
  meaning: string;
  tables: readonly string[];
}

/** A question whose SQL a person has approved. */
export interface VerifiedQuery {
  question: string;
  sql: string;
  tables: readonly string[];
}

export const noExtras: Extras = { descriptions: [], synonyms: [], glossary: [], verified: [] };
