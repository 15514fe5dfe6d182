import { timingSafeEqual } from 'node:crypto';
import { sha256 } from './keys.ts';

/** Whether a key is one of SUPER_ADMIN_API_KEYS. Only hashes are kept; every one is compared. */
export function createSuperKeys(keys: readonly string[]): (key: string) => boolean {
  const hashes = keys.map(sha256);
  return (key) => {
    const given = sha256(key);
    return hashes.reduce((found, hash) => timingSafeEqual(hash, given) || found, false);
  };
}
