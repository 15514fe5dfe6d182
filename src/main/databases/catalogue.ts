import type { Dialect, Schema } from '../../preload/contract/database.ts';
import type { GuardRules } from '../sources/guard.ts';
import type { Source } from '../sources/source.ts';

/** The part of a schema that a question needs, as data and as the text a model reads. */
export interface LinkedSchema {
  schema: Schema;
  text: string;
}

/** A database that may be asked, with all the pipeline needs of it. */
export interface AskableDatabase {
  id: number;
  name: string;
  dialect: Dialect;
  source: Source;
  /** Hidden tables and columns are in neither the schema nor its text. */
  link(question: string, budgetTokens: number): LinkedSchema;
  rules: GuardRules;
}
