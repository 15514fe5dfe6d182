import { DiwanError } from '../../src/main/lib/errors.ts';
import type { ErrorCode } from '../../src/preload/contract/errors.ts';

type Ending = ErrorCode | 'no error';

const codeOf = (error: unknown): ErrorCode => {
  if (error instanceof DiwanError) return error.code;
  throw error;
};

/** The code that `work` throws; anything but a DiwanError is thrown on. */
export function thrown(work: () => unknown): Ending {
  try {
    work();
    return 'no error';
  } catch (error) {
    return codeOf(error);
  }
}

/** The same for what rejects. */
export const rejected = (work: Promise<unknown>): Promise<Ending> =>
  work.then((): Ending => 'no error', codeOf);
