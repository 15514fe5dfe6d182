import type { Secrets } from '../host.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

/** Names that are not in the store: the appliance's own. */
const fixedNames = [
  'telegram-bot-token',
  'gemini-api-key',
  'openai-api-key',
  'smtp-url',
  'user-name-key',
  'activity-key',
  'lan-certificate',
] as const;

/** Every secret that is kept. What the environment gives is not: it is not ours to keep. */
export async function collectSecrets(
  store: Pick<ManagerStore, 'all' | 'query'>,
  secrets: Pick<Secrets, 'get'>,
): Promise<Record<string, string>> {
  const rows = store.all(store.query.selectFrom('database_connections').select('secret_ref'));
  const names = new Set<string>([...fixedNames, ...rows.map((row) => row.secret_ref)]);
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = await secrets.get(name);
    if (value !== null) kept[name] = value;
  }
  return kept;
}

const waiting = (name: string): string => `restored:${name}`;
const before = (name: string): string => `before-restore:${name}`;

/** Puts restored secrets beside the ones in use, until the restored data is in place. */
export async function keepRestored(secrets: Secrets, all: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(all)) await secrets.set(waiting(name), value);
}

/** Those that were to be put in use are forgotten. */
export async function dropRestored(secrets: Secrets, names: readonly string[]): Promise<void> {
  for (const name of names) await secrets.delete(waiting(name));
}

/** Puts them in use. Those they replace are kept under another name. May be done again. */
export async function takeRestored(secrets: Secrets, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const value = await secrets.get(waiting(name));
    if (value === null) continue;
    const old = await secrets.get(name);
    if (old !== null && old !== value) await secrets.set(before(name), old);
    await secrets.set(name, value);
    await secrets.delete(waiting(name));
  }
}
