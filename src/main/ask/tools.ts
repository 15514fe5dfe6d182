import type { Draft, Stage } from '../../preload/contract/answer.ts';
import type { Budgets } from '../costs/budgets.ts';
import type { Ledger } from '../costs/ledger.ts';
import type { Prices } from '../costs/prices.ts';
import type { AskableDatabase } from '../databases/catalogue.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { TokenBuckets } from '../lib/token-bucket.ts';
import type { Turns } from '../lib/turns.ts';
import type { NewDraft } from '../mail/draft-making.ts';
import type { Models } from '../model/model.ts';
import type { Gate } from '../sources/gate.ts';
import type { Limits } from '../sources/source.ts';
import type { Memory } from './memory.ts';
import type { Asker } from './question.ts';

export interface AskSettings {
  models: Record<Stage, string>;
  limits: Limits;
  /** Tokens of schema a plan may carry. */
  schemaTokens: number;
}

export interface Queried {
  asker: Asker;
  databaseId: number;
  sql: string;
  /** `ok`, or the code of what went wrong. */
  outcome: string;
  rows: number | null;
}

/** Keeps drafts for their author to look at, change and send. */
export interface MailDesk {
  /** The address mail comes from; null while mail cannot be sent. */
  sender(): Promise<string | null>;
  /** `unknown`: names of recipients that no address is known for. */
  draft(asker: Asker, mail: MailToDraft): Promise<{ draft: Draft; unknown: string[] }>;
}

export type MailToDraft = Omit<NewDraft, 'userId' | 'organization' | 'name'>;

/** What a question needs of the house. */
export interface AskTools {
  clock: Clock;
  log: Log;
  settings(): AskSettings;
  models: Models;
  prices: Prices;
  ledger: Ledger;
  budgets: Budgets;
  gate: Gate;
  memory: Memory;
  turns: Turns;
  buckets: TokenBuckets;
  /** Where drafts of mail are kept; without it none are made. */
  mail?: MailDesk;
  /** Told of every statement, run or refused. */
  queried?: (queried: Queried) => void;
  /** Checks each time that the asker may see the database. */
  openDatabase(id: number, asker: Asker, signal: AbortSignal): Promise<AskableDatabase>;
}
