import type { Usage } from '../../preload/contract/answer.ts';
import type { ErrorCode, ErrorParams } from '../../preload/contract/errors.ts';
import { DiwanError } from '../lib/errors.ts';

interface ModelErrorOptions {
  cause?: unknown;
  params?: ErrorParams;
  estimated?: boolean;
  unheardMs?: number | null;
}

/** A model call that failed after it had, or may have, spent tokens: they are billed all the same. */
export class ModelError extends DiwanError {
  readonly usage: Usage;
  /** True where the provider broke off before it reported: the usage is our own upper guess. */
  readonly estimated: boolean;
  /** We cut it off so long after it was sent, before the provider had said anything; null: not so. */
  readonly unheardMs: number | null;

  constructor(code: ErrorCode, usage: Usage, options: ModelErrorOptions = {}) {
    super(code, options);
    this.usage = usage;
    this.estimated = options.estimated ?? false;
    this.unheardMs = options.unheardMs ?? null;
  }
}
