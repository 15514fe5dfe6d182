import type { Answer, Language, Receipt } from '../../preload/contract/answer.ts';
import type { Result } from '../../preload/contract/database.ts';
import type { MeteredCalls } from './calls.ts';
import type { Plan } from './plan-reply.ts';
import type { AskEvent, Asker, Question } from './question.ts';
import type { AskTools } from './tools.ts';

/** What a question has come to so far; settled however it ends. */
export interface Progress {
  database: Receipt['database'];
  plan: Plan | null;
  sql: string | null;
  tables: readonly string[];
  result: Result | null;
  /** When the rows were read, UTC ISO-8601. */
  asOf: string | null;
  text: string | null;
}

/** One question on its way. */
export interface Run {
  tools: AskTools;
  asker: Asker;
  question: Question;
  /** The question's own, or one made for it. */
  requestKey: string;
  signal: AbortSignal;
  calls: MeteredCalls;
  progress: Progress;
  /** What is let go once the question is settled: money set aside stays so until it is spent. */
  holds: DisposableStack;
  startedAt: string;
  /** By the monotonic clock, milliseconds. */
  began: number;
  emit(event: AskEvent): void;
}

/** The answer without what the settlement adds: its id and receipt. */
export type Outcome = Omit<Answer, 'conversationId' | 'receipt'>;

export const noProgress = (): Progress => ({
  database: null,
  plan: null,
  sql: null,
  tables: [],
  result: null,
  asOf: null,
  text: null,
});

/** Memory is kept for each person in each chat. */
export const memoryKey = (asker: Pick<Asker, 'turn' | 'chat'>): string =>
  `${asker.turn}@${asker.chat}`;

export const stageModel = (run: Run, stage: 'summary' | 'answer' | 'email'): string =>
  run.question.model ?? run.tools.settings().models[stage];

/** The UTC day a question's cost counts in, however long it takes. */
export const billedOn = ({ startedAt }: Run): string => startedAt.slice(0, 10);

/** What a question has come to, as the answer words it. */
export const outcomeOf = (run: Run, language: Language): Outcome => ({
  way: 'conversation',
  language,
  text: '',
  sql: run.progress.sql,
  result: run.progress.result,
  chart: null,
  clarify: null,
  draft: null,
  doubtfulNumbers: [],
  practice: run.calls.made.some((call) => call.model === 'practice'),
});
