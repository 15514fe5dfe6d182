import type { Usage } from '../../preload/contract/answer.ts';
import type { ErrorCode, ErrorParams } from '../../preload/contract/errors.ts';
import { DiwanError } from '../lib/errors.ts';

/** A model call that failed after it had spent tokens: they are billed all the same. */
export class ModelError extends DiwanError {
  readonly usage: Usage;

  constructor(
    code: ErrorCode,
    usage: Usage,
    options: { cause?: unknown; params?: ErrorParams } = {},
  ) {
    super(code, options);
    this.usage = usage;
  }
}
