import type { Config } from '../../config.ts';
import type { Secrets } from '../../host.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import { openKeychain } from './keychain.ts';
import { createVault } from './vault.ts';

/**
 * Where this machine keeps secrets: what DIWAN_SECRETS says, else the keychain, else the vault
 * when there is a passphrase for it. Without any, the appliance still runs on its environment;
 * whatever must be kept is refused with `secrets_unavailable`.
 */
export async function openSecrets(config: Config, log: Log): Promise<Secrets> {
  const { kind, passphrase } = config.secrets;
  if (kind === 'file' && passphrase === null) {
    throw new DiwanError('config_invalid', {
      params: { problems: 'DIWAN_SECRETS=file needs DIWAN_VAULT_PASSPHRASE' },
    });
  }
  if (passphrase !== null && kind !== 'keychain') return createVault(config.home, passphrase);
  const keychain = await openKeychain();
  if (!('unavailable' in keychain)) return keychain;
  if (kind === 'keychain')
    throw new DiwanError('secrets_unavailable', { cause: keychain.unavailable });
  log.warn(
    { reason: String(keychain.unavailable) },
    'no keychain and no DIWAN_VAULT_PASSPHRASE: secrets can not be kept on this machine',
  );
  return noSecrets;
}

const unavailable = (): Promise<never> => Promise.reject(new DiwanError('secrets_unavailable'));

const noSecrets: Secrets = {
  kind: 'none',
  get: async () => null,
  set: unavailable,
  delete: unavailable,
};
