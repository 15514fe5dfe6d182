import { randomUUID } from 'node:crypto';
import type { Secrets } from '../../host.ts';
import { DiwanError } from '../../lib/errors.ts';

const service = 'diwan';

/** The part of keytar that is used. `findCredentials` is not: it crashes on a locked keyring. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/**
 * The OS keychain, or the reason why there is none. A locked keyring answers reads with nothing,
 * so that only writing a value and reading it back tells.
 */
export async function openKeychain(): Promise<Secrets | { unavailable: unknown }> {
  try {
    const keytar = await loadKeytar();
    const probe = `probe-${randomUUID()}`;
    await keytar.setPassword(service, probe, probe);
    const echo = await keytar.getPassword(service, probe);
    await keytar.deletePassword(service, probe);
    if (echo !== probe) return { unavailable: new Error('the keychain forgets what it is told') };
    return keychain(keytar);
  } catch (error) {
    return { unavailable: error };
  }
}

/** An optional dependency: where it could not be built, the import fails. */
async function loadKeytar(): Promise<Keytar> {
  const module: { default: Keytar } = await import('keytar');
  return module.default;
}

const keychain = (keytar: Keytar): Secrets => ({
  kind: 'keychain',
  get: (name) => told(keytar.getPassword(service, name)),
  set: (name, value) => told(keytar.setPassword(service, name, value)),
  delete: async (name) => {
    await told(keytar.deletePassword(service, name));
  },
});

const told = <Value>(answer: Promise<Value>): Promise<Value> =>
  answer.catch((cause: unknown) => {
    throw new DiwanError('secrets_unavailable', { cause });
  });
