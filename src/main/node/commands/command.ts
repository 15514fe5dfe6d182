import type { Readable, Writable } from 'node:stream';
import type { Env } from '../../config.ts';

/** What a command has of its surroundings. Progress and errors go to stderr, results to stdout. */
export interface Terminal {
  env: Env;
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** Aborts when the process is asked to stop. */
  signal: AbortSignal;
}

/** Resolves with the exit code: 0 well, 1 it failed, 2 it was asked wrongly. */
export type Run = (args: string[], terminal: Terminal) => Promise<number>;

export interface Command {
  name: string;
  usage: string;
  summary: string;
  /** Loaded when called: a command pays for its own imports alone. */
  load(): Promise<Run>;
}
