/** Run inside a session bus with a keyring: what the appliance's own port makes of it, as JSON. */
import { openKeychain } from '../../src/main/node/secrets/keychain.ts';

const keychain = await openKeychain();
if ('unavailable' in keychain) {
  process.stdout.write(JSON.stringify({ kind: 'unavailable' }));
} else {
  await keychain.set('diwan-test', 'سرّ planted ✓');
  const kept = await keychain.get('diwan-test');
  await keychain.delete('diwan-test');
  const gone = await keychain.get('diwan-test');
  process.stdout.write(JSON.stringify({ kind: keychain.kind, kept, gone }));
}
