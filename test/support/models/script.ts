import type { Usage } from '../../../src/preload/contract/answer.ts';

/** One call as a stand-in received it, in words that both protocols share. */
export interface ModelCall {
  provider: 'gemini' | 'openai';
  model: string;
  stream: boolean;
  system: string;
  messages: { role: 'user' | 'assistant'; text: string }[];
  /** Whether JSON was asked for, and with a schema or not. */
  json: 'schema' | 'object' | null;
  key: string | null;
  /** The request's body as it came, for tests that look into prompts. */
  body: unknown;
  /** 1 for the first call of this stand-in. */
  number: number;
}

/** How a stand-in answers one call. Everything is optional: nothing at all is an empty answer. */
export interface Script {
  /** The answer; pieces are streamed as they are, a string is cut into pieces. */
  text?: string | readonly string[];
  json?: unknown;
  /** Thoughts, sent before the answer and never part of it. */
  thought?: string;
  /** Tokens to report; what is missing is counted from the text. Null: none reported. */
  usage?: Partial<Usage> | null;
  delayMs?: number;
  /** Milliseconds between two pieces. */
  pieceMs?: number;
  /** An HTTP error instead of an answer. */
  status?: number;
  message?: string;
  /** Seconds: RetryInfo of Gemini, Retry-After of the other. */
  retryAfter?: number;
  /** Gemini's ErrorInfo reason, the other's error code. */
  reason?: string;
  /** The connection breaks after so many pieces. */
  breakAfter?: number;
  /** Awaited before `breakAfter` or `raw` strike: a client drops what it has not read by then. */
  until?: Promise<unknown>;
  /** Never ends: after the pieces the connection stays open until the client leaves. */
  hang?: true;
  /** After so many pieces, this text ends the stream as it is (or is the whole body). */
  raw?: { after: number; text: string };
  /** Null: the server never says why it ended. */
  finish?: string | null;
  /** Gemini: the prompt itself is blocked. */
  blocked?: string;
  /** Writes the stream in byte runs of this size, so that letters are cut in their middle. */
  bytes?: number;
}

export type Scripted = (call: ModelCall) => Script | Promise<Script>;

export interface SeenCall extends ModelCall {
  /** Tokens reported on the wire for this call. */
  handedOut: Usage;
  status: number;
  /** How the call ended, once it has: answered whole, or broken off by either side. */
  ended: Promise<'answered' | 'broken'>;
}

export interface ModelStandIn extends AsyncDisposable {
  /** What to set as GEMINI_BASE_URL or OPENAI_BASE_URL. */
  url: string;
  /** The newest calls, oldest first; at most `keep`. */
  calls: SeenCall[];
  count(): number;
  /** Connections accepted so far: few, where clients keep them alive. */
  connections(): number;
  /** Tokens reported on the wire, all calls together: what a right bill adds up to. */
  handedOut(): Usage;
  /** Answers differently from now on. */
  script(scripted: Scripted): void;
  close(): Promise<void>;
}

export interface StandInOptions {
  /** 0: any free one. */
  port?: number;
  /** How many calls to keep with their bodies: all, unless a long run would fill the memory. */
  keep?: number;
  models?: readonly string[];
  /** The only key to accept; unset: any. */
  key?: string;
}

const pieceLength = 24;

export function textOf(script: Script): string {
  if (script.json !== undefined) return JSON.stringify(script.json);
  const { text = '' } = script;
  return typeof text === 'string' ? text : text.join('');
}

export function piecesOf(script: Script): string[] {
  const { text } = script;
  if (script.json === undefined && text !== undefined && typeof text !== 'string') return [...text];
  return textOf(script).match(new RegExp(`[^]{1,${pieceLength}}`, 'gu')) ?? [''];
}

/** The tokens of a call; what the script leaves open is a quarter of the characters. */
export function usageOf(call: ModelCall, script: Script): Usage {
  const asked = call.system.length + call.messages.reduce((sum, { text }) => sum + text.length, 0);
  const input = script.usage?.input ?? Math.ceil(asked / 4);
  const cached = script.usage?.cached ?? 0;
  if (script.blocked !== undefined) return { input, cached, output: 0, thinking: 0 };
  const thinking = script.usage?.thinking ?? Math.ceil((script.thought ?? '').length / 4);
  const output = script.usage?.output ?? thinking + Math.ceil(textOf(script).length / 4);
  return { input, cached, output, thinking };
}
