import type { Language, Stage, Usage } from '../../preload/contract/answer.ts';
import type { Result, Schema } from '../../preload/contract/database.ts';

export interface Message {
  role: 'user' | 'assistant';
  text: string;
}

/**
 * What a prompt was made of. Only the practice model reads it: it answers from these facts, as a
 * language model answers from the text.
 */
export type Facts =
  | {
      kind: 'plan';
      question: string;
      /** The tables shown to the model. Null: no database, plain conversation. */
      schema: Schema | null;
      /** UTC ISO-8601, so that «last year» has a meaning. */
      now: string;
      /** The engine's error about the SQL of the attempt before, when this is a repair. */
      previous: { sql: string; error: string } | null;
    }
  | { kind: 'explain'; question: string; language: Language; sql: string; result: Result }
  | { kind: 'mail'; question: string; language: Language; result: Result | null }
  | { kind: 'chat'; text: string };

export interface ModelRequest {
  /** The model's id as set, e.g. `gemini-flash-latest`, `openai/gpt-5-mini`, `practice`. */
  model: string;
  stage: Stage;
  system: string;
  messages: readonly Message[];
  /** A JSON schema when the answer must be JSON. */
  json: Readonly<Record<string, unknown>> | null;
  /** Thinking included. */
  maxOutputTokens: number;
  /** For the whole call, its retries included; not the wait for a free place. */
  timeoutMs: number;
  facts: Facts;
  signal: AbortSignal;
}

export interface ModelReply {
  text: string;
  usage: Usage;
  /** True where the provider reported no usage: the tokens are our own upper guess. */
  estimated?: boolean;
  /** Milliseconds from the call to its end, retries included. */
  elapsedMs: number;
}

export interface ModelInfo {
  id: string;
  name: string;
  /** Input tokens the model takes; null where the provider does not say. */
  contextTokens: number | null;
}

/**
 * A provider of models. Rejects with DiwanErrors of `model_*` codes, or `cancelled` when the
 * signal aborts. Retries 429 and 5xx itself, as RetryInfo or Retry-After ask. Where tokens were
 * spent before a failure, the error is a ModelError that carries them.
 */
export interface Provider {
  generate(request: ModelRequest): Promise<ModelReply>;
  /** `onText` receives each new piece of text as it comes. */
  stream(request: ModelRequest, onText: (piece: string) => void): Promise<ModelReply>;
  list(signal: AbortSignal): Promise<ModelInfo[]>;
}

/** Whose models want a key. */
export type KeyedProvider = 'gemini' | 'openai';

/** All providers behind one port: the model's id decides which of them answers. */
export interface Models extends Provider {
  /** Of one provider: its own alone, or why they could not be had. */
  list(signal: AbortSignal, of?: KeyedProvider): Promise<ModelInfo[]>;
  /** The variable to set where no key leads to a model at all; null where one does. */
  keyMissing(model: string): Promise<string | null>;
}
