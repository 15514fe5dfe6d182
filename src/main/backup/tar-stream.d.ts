/** The part of tar-stream that is used; the package brings no types. */
declare module 'tar-stream' {
  import type { Readable, Writable } from 'node:stream';

  export interface Header {
    name: string;
    size: number;
    type: string | null;
  }

  export interface Pack extends Readable {
    entry(
      header: { name: string; size: number; mode: number; mtime: Date },
      done: (error?: Error | null) => void,
    ): Writable;
    finalize(): void;
  }

  export interface Extract extends Writable {
    on(
      event: 'entry',
      listener: (header: Header, body: Readable, next: (error?: unknown) => void) => void,
    ): this;
    on(event: string, listener: (...args: never[]) => void): this;
  }

  export function pack(): Pack;
  export function extract(): Extract;
}
