import type { Answer, Language, Receipt, Stage } from '../../preload/contract/answer.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { Message } from '../model/model.ts';

export const doors = ['telegram', 'window', 'web', 'api', 'terminal'] as const;
export type Door = (typeof doors)[number];

/** Who asks, from where. Doors have already known and admitted the person. */
export interface Asker {
  /** Null for a channel's own users, whom only the channel knows. */
  userId: number | null;
  organizationId: number | null;
  channelId: number | null;
  /** Who waits in line, e.g. `user:12`, `channel:3:alice`. Memory is kept for each turn and chat. */
  turn: string;
  /** The chat as its door names it. */
  chat: string;
  door: Door;
  name: string;
  language: Language;
}

export interface Question {
  text: string;
  /** The person's own words, where `text` holds more than they wrote; recipients come from them. */
  words?: string;
  /**
   * The door's own name of this question, e.g. `telegram:1:4711`: billed and answered once. Null
   * where it can not come twice.
   */
  requestKey: string | null;
  /** Sent before the appliance started: late, not too fast, and never turned away. */
  late?: boolean;
  /** Null: plain conversation, no database. */
  databaseId: number | null;
  /** A model instead of the stages' own, where a channel set one. */
  model: string | null;
  /** The history where the door keeps its own; null: the pipeline's memory of the chat. */
  history: readonly Message[] | null;
  /** What a program tells the model to be, in plain chat. */
  instructions?: string | null;
  /** The door shows no pieces of the answer, only the whole. */
  quiet?: boolean;
  /**
   * Writes what the door itself keeps of the answer, beside the settlement: both are on the disk
   * before the answer is told. Where it rejects, the question fails; what it cost stays settled.
   */
  keep?(answer: Omit<Answer, 'conversationId'>): Promise<void>;
  /** The same for one that failed or was cancelled, with what it has cost by then. */
  keepFailed?(code: ErrorCode, receipt: Receipt): Promise<void>;
}

export type AskEvent =
  /** Others of this person's questions come first. */
  | { type: 'waiting'; ahead: number }
  | { type: 'stage'; stage: Stage | 'query' }
  /** The explanation so far, whole. */
  | { type: 'text'; text: string }
  | { type: 'answer'; answer: Answer };

/**
 * The one way in for every door. Yields progress and ends in one `answer`, or throws a DiwanError:
 * the cost of a failed or cancelled question is settled all the same.
 */
export type Ask = (
  asker: Asker,
  question: Question,
  signal: AbortSignal,
) => AsyncIterable<AskEvent>;
