import type { Schema } from '../../preload/contract/database.ts';
import type { GuardRules } from '../sources/guard.ts';
import type { Source } from '../sources/source.ts';

/** A database that may be asked, with all the pipeline needs of it. */
export interface AskableDatabase {
  id: number;
  name: string;
  source: Source;
  /** As last taken, hidden tables and columns left out. */
  schema: Schema;
  rules: GuardRules;
}
