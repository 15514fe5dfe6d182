import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { sha256 } from './keys.ts';

export interface SuperKeysDeps {
  /** SUPER_ADMIN_API_KEYS */
  keys: readonly string[];
  clock: Clock;
  /** An address has shown so many wrong keys that it is slowed from now on. */
  slowed(address: string): void;
}

/** Wrong keys from an address before it is slowed to one try a gap, and for how long. */
const tries = 5;
const gapMs = 10_000;
const holdMs = 15 * 60_000;
/** Of so many addresses wrong keys are remembered, in memory. */
const mostAddresses = 10_000;

/**
 * Whether a key is one of SUPER_ADMIN_API_KEYS. Only hashes are kept; every one is compared. The
 * operator chose these keys, perhaps not at random: who guesses is slowed.
 * @throws DiwanError `rate_limited` (seconds), whatever the key
 */
export function createSuperKeys({ keys, clock, slowed }: SuperKeysDeps) {
  const hashes = keys.map(sha256);
  const wrong = new Map<string, { count: number; at: number }>();
  const isOne = (key: string): boolean => {
    const given = sha256(key);
    return hashes.reduce((found, hash) => timingSafeEqual(hash, given) || found, false);
  };
  const note = (address: string, count: number): void => {
    // Deleted first, so that the map's order is that of the last try.
    wrong.delete(address);
    wrong.set(address, { count, at: clock.monotonic() });
    const oldest = wrong.keys().next();
    if (wrong.size > mostAddresses && !oldest.done) wrong.delete(oldest.value);
    if (count === tries) slowed(address);
  };
  return (key: string, address: string): boolean => {
    const known = wrong.get(address);
    const age = known ? clock.monotonic() - known.at : holdMs;
    const count = known && age < holdMs ? known.count : 0;
    if (count >= tries && age < gapMs)
      throw new DiwanError('rate_limited', {
        params: { seconds: Math.ceil((gapMs - age) / 1_000) },
      });
    const right = isOne(key);
    if (right) wrong.delete(address);
    else note(address, count + 1);
    return right;
  };
}
