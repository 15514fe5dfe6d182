import { DiwanError, isDiwanError } from '../../lib/errors.ts';

/** What is done to another person is not said to the one who does it as if it were their own. */
export function ofSomebodyElse<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (cause) {
    if (isDiwanError(cause) && cause.code === 'already_in_organization')
      throw new DiwanError('conflict', { cause, params: { what: 'member_already' } });
    throw cause;
  }
}
