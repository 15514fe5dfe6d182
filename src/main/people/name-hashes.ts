import { createHmac } from 'node:crypto';
import type { Secrets } from '../host.ts';
import type { Random } from '../lib/random.ts';

const secretName = 'user-name-key';
const keyBytes = 32;

/**
 * Hashes user names, addresses and requests by a key of the keychain (HMAC-SHA-256, hex), so that a
 * copy of the store tells nobody who signs in. A lost key makes every user name unknown.
 */
export interface NameHashes {
  userName(name: string): Promise<string>;
  address(address: string): Promise<string>;
  /** The same request gives the same, which nobody without the key can guess. */
  request(key: string): Promise<string>;
}

export function createNameHashes(secrets: Secrets, random: Random): NameHashes {
  let loading: Promise<Buffer> | null = null;
  const key = (): Promise<Buffer> => {
    loading ??= loadKey(secrets, random).catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  const hash = async (kind: string, text: string): Promise<string> =>
    createHmac('sha256', await key())
      .update(`${kind}\0${text}`)
      .digest('hex');
  return {
    userName: (name) => hash('name', name.trim().toLowerCase()),
    address: (address) => hash('address', address),
    request: (request) => hash('request', request),
  };
}

async function loadKey(secrets: Secrets, random: Random): Promise<Buffer> {
  const kept = await secrets.get(secretName);
  if (kept !== null) return Buffer.from(kept, 'hex');
  const made = random.bytes(keyBytes);
  await secrets.set(secretName, made.toString('hex'));
  return made;
}
