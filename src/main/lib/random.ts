import { randomBytes } from 'node:crypto';

/** Randomness as an argument. Must be fit for secrets. */
export interface Random {
  bytes(size: number): Buffer;
}

export const systemRandom: Random = { bytes: (size) => randomBytes(size) };
