import { DiwanError } from '../../lib/errors.ts';
import type { End, Part, Request } from './protocol.ts';

/** A request and who waits for its end. */
export class Job {
  readonly request: Request;
  /** When it was asked, by the monotonic clock. */
  readonly since: number;
  readonly #ended = Promise.withResolvers<End>();
  readonly #onPart: (part: Part) => void;
  #begun = false;
  #lost = false;

  constructor(request: Request, since: number, onPart: (part: Part) => void) {
    this.request = request;
    this.since = since;
    this.#onPart = onPart;
  }

  get end(): Promise<End> {
    return this.#ended.promise;
  }

  part(part: Part): void {
    this.#begun = true;
    this.#onPart(part);
  }

  resolve(end: End): void {
    this.#ended.resolve(end);
  }

  reject(error: unknown): void {
    this.#ended.reject(error);
  }

  /** The process that was at it ended. Returns whether it may be asked again: once, unless begun. */
  lost(): boolean {
    const again = !this.#begun && !this.#lost;
    if (!again) this.reject(readerGone());
    this.#lost = true;
    return again;
  }
}

const readerGone = (): DiwanError =>
  new DiwanError('db_engine_error', { params: { reason: 'the reading process ended' } });
