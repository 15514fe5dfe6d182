import type { Usage } from '../../preload/contract/answer.ts';
import type { ErrorCode, ErrorParams } from '../../preload/contract/errors.ts';
import { DiwanError } from '../lib/errors.ts';

/** A model call that failed after it had spent tokens: they are billed all the same. */
export class ModelError extends DiwanError {
  readonly usage: Usage;
  /** True where the provider broke off before it reported: the usage is our own upper guess. */
  readonly estimated: boolean;

  constructor(
    code: ErrorCode,
    usage: Usage,
    options: { cause?: unknown; params?: ErrorParams; estimated?: boolean } = {},
  ) {
    super(code, options);
    this.usage = usage;
    this.estimated = options.estimated ?? false;
  }
}
