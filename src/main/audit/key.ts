import type { Secrets } from '../host.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Random } from '../lib/random.ts';

const secretName = 'activity-key';

/** The key that signs checkpoints, made at the first start. Null where no secrets can be kept. */
export async function signingKey(secrets: Secrets, random: Random): Promise<Buffer | null> {
  try {
    const kept = await keptKey(secrets);
    if (kept) return kept;
    const made = random.bytes(32);
    await secrets.set(secretName, made.toString('hex'));
    return made;
  } catch (error) {
    if (error instanceof DiwanError) return null;
    throw error;
  }
}

/** The key as it is kept, for verifying. Null when there is none. */
export async function keptKey(secrets: Pick<Secrets, 'get'>): Promise<Buffer | null> {
  const kept = await secrets.get(secretName);
  return kept === null ? null : Buffer.from(kept, 'hex');
}
