import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { DiwanError } from '../lib/errors.ts';
import type { Random } from '../lib/random.ts';
import { createSemaphore } from '../lib/semaphore.ts';

/** A password as it is kept: PBKDF2-HMAC-SHA-256 (RFC 8018), hex, with what it was made by. */
export interface PasswordHash {
  hash: string;
  salt: string;
  iterations: number;
}

/** The derivation itself, off the main thread; tests count or shorten it. */
export type Derive = (
  password: string,
  salt: Buffer,
  iterations: number,
  bytes: number,
) => Promise<Buffer>;

const pbkdf2Async = promisify(pbkdf2);
export const derivePbkdf2: Derive = (password, salt, iterations, bytes) =>
  pbkdf2Async(password, salt, iterations, bytes, 'sha256');

export const defaultIterations = 600_000;
const hashBytes = 32;
const saltBytes = 16;
const passwordBytes = 16;

/** A derivation takes a core for a third of a second: a few at once, and a line that ends. */
const atOnce = 2;
const longestLine = 100;
const never = new AbortController().signal;

/** Both reject with `rate_limited` (seconds) when too many are waiting already. */
export interface Passwords {
  /** 22 characters of base64url. */
  generate(): string;
  hash(password: string): Promise<PasswordHash>;
  /** Null stands for a name nobody has: it costs the same one derivation and is always wrong. */
  verify(password: string, kept: PasswordHash | null): Promise<boolean>;
  /** True when it was made by fewer iterations than are asked for now. */
  outdated(kept: PasswordHash): boolean;
}

export function createPasswords(
  random: Random,
  derive: Derive = derivePbkdf2,
  iterations = defaultIterations,
): Passwords {
  const places = createSemaphore(atOnce);
  const deriveInTurn: Derive = (...args) => {
    if (places.waiting >= longestLine)
      throw new DiwanError('rate_limited', { params: { seconds: 10 } });
    return places.run(() => derive(...args), never);
  };
  const nobody: PasswordHash = {
    hash: random.bytes(hashBytes).toString('hex'),
    salt: random.bytes(saltBytes).toString('hex'),
    iterations,
  };
  return {
    generate: () => random.bytes(passwordBytes).toString('base64url'),
    async hash(password) {
      const salt = random.bytes(saltBytes);
      const hash = await deriveInTurn(password, salt, iterations, hashBytes);
      return { hash: hash.toString('hex'), salt: salt.toString('hex'), iterations };
    },
    async verify(password, kept) {
      const against = kept ?? nobody;
      const salt = Buffer.from(against.salt, 'hex');
      const hash = await deriveInTurn(password, salt, against.iterations, hashBytes);
      return timingSafeEqual(hash, Buffer.from(against.hash, 'hex')) && kept !== null;
    },
    outdated: (kept) => kept.iterations < iterations,
  };
}
