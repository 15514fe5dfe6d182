import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Secrets } from '../host.ts';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import { nothingThere } from '../lib/nothing-there.ts';
import { readArchive } from './archive.ts';
import { roomIn } from './backup.ts';
import type { Manifest } from './manifest.ts';
import { unseal } from './sealing.ts';
import { dropRestored, keepRestored, takeRestored } from './secrets-part.ts';

const staging = 'restore-staging';
const ready = 'restore-ready';
const orders = 'restore.json';

/** What remains to be done with `restore-ready`, written once all of it is checked. */
const Orders = z.object({
  /** The folder that what was there is moved to. */
  keep: z.string().regex(/^before-restore-[\w-]+$/),
  parts: z.array(z.string()),
  secrets: z.array(z.string()),
  madeAt: z.string(),
});
export type Orders = z.infer<typeof Orders>;

export interface RestoreDeps {
  home: string;
  secrets: Secrets;
  /** UTC ISO-8601. */
  now: string;
  /** @throws DiwanError `store_corrupt`, `store_newer` for stores that can not be used here */
  checkStores(folder: string): void;
  /** The passphrase of sealed secrets; null restores without them. */
  passphrase(sealed: string): Promise<string | null>;
}

/**
 * Unpacks and checks a backup beside the data in use, which stays untouched: `applyRestore` puts
 * it in place.
 * @throws DiwanError `backup_damaged`, `backup_newer`, `backup_passphrase`, `disk_full`,
 * `not_found`
 */
export async function prepareRestore(file: string, deps: RestoreDeps): Promise<Manifest> {
  if (!(await exists(file))) throw new DiwanError('not_found', { params: { what: 'backup' } });
  return unpacked(file, deps, async (folder, manifest) => {
    const secrets = (manifest.secrets ? await openSecrets(deps, folder) : null) ?? {};
    await withdrawRestore(deps.home, deps.secrets);
    await keepRestored(deps.secrets, secrets);
    const keep = `before-restore-${deps.now.replace(/[:.]/g, '-')}`;
    const parts = manifest.parts.map(({ name }) => name).filter((name) => name !== 'secrets.json');
    const left: Orders = { keep, parts, secrets: Object.keys(secrets), madeAt: manifest.madeAt };
    await writeFile(join(folder, orders), JSON.stringify(left), { mode: 0o600 });
    await rename(folder, join(deps.home, ready));
    return manifest;
  });
}

/**
 * Reads a backup from end to end, tries its stores and opens its secrets with the passphrase where
 * one is given; nothing of it stays.
 * @throws DiwanError as `prepareRestore`
 */
export const checkBackup = (
  file: string,
  deps: RestoreDeps,
): Promise<{ manifest: Manifest; opened: boolean }> =>
  unpacked(file, deps, async (folder, manifest) => {
    const secrets = manifest.secrets ? await openSecrets(deps, folder) : null;
    return { manifest, opened: secrets !== null };
  });

async function unpacked<Result>(
  file: string,
  deps: RestoreDeps,
  use: (folder: string, manifest: Manifest) => Promise<Result>,
): Promise<Result> {
  const folder = join(deps.home, staging);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const manifest = await readArchive(file, { into: folder, room: await roomIn(deps.home) });
    check(deps, folder, manifest);
    return await use(folder, manifest);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** When the backup was made that the next start puts in place; null when none is. */
export const laidReady = async (home: string): Promise<string | null> =>
  (await ordersIn(home))?.madeAt ?? null;

/** What was laid ready is not put in place any more. */
export async function withdrawRestore(home: string, secrets: Secrets): Promise<void> {
  const left = await ordersIn(home);
  await rm(join(home, ready), { recursive: true, force: true });
  if (left) await dropRestored(secrets, left.secrets);
}

async function ordersIn(home: string): Promise<Orders | null> {
  const text = await readFile(join(home, ready, orders), 'utf8').catch(nothingThere);
  return text === null ? null : Orders.parse(JSON.parse(text));
}

function check({ checkStores }: RestoreDeps, folder: string, manifest: Manifest): void {
  const names = new Set(manifest.parts.map(({ name }) => name));
  if (!names.has('manager.sqlite') || !names.has('costs.sqlite'))
    throw new DiwanError('backup_damaged');
  if (manifest.secrets !== names.has('secrets.json')) throw new DiwanError('backup_damaged');
  try {
    checkStores(folder);
  } catch (cause) {
    const code = isDiwanError(cause, 'store_newer') ? 'backup_newer' : 'backup_damaged';
    throw new DiwanError(code, { cause });
  }
}

/** Null where no passphrase was given. */
async function openSecrets(
  deps: RestoreDeps,
  folder: string,
): Promise<Record<string, string> | null> {
  const path = join(folder, 'secrets.json');
  const sealed = await readFile(path, 'utf8');
  const passphrase = await deps.passphrase(sealed);
  await rm(path);
  return passphrase === null ? null : unseal(sealed, passphrase);
}

/**
 * Puts a prepared restore in place, moving what was there into a folder of its own. It can be cut
 * off anywhere and is finished by the next call. Null when there is nothing to do.
 */
export async function applyRestore(
  home: string,
  secrets: Secrets,
): Promise<{ kept: string; madeAt: string } | null> {
  const folder = join(home, ready);
  const left = await ordersIn(home);
  if (left === null) return null;
  const { keep, parts, secrets: names, madeAt } = left;
  const kept = join(home, keep);
  for (const part of parts) await exchange(home, folder, kept, part);
  await takeRestored(secrets, names);
  await rm(folder, { recursive: true, force: true });
  return { kept, madeAt };
}

async function exchange(home: string, from: string, kept: string, part: string): Promise<void> {
  if (!(await exists(join(from, part)))) return;
  const name = nameInUse(part);
  const beside = part.endsWith('.sqlite') ? [`${name}-wal`, `${name}-shm`] : [];
  for (const old of [...beside, name]) {
    if (!(await exists(join(home, old)))) continue;
    await mkdir(dirname(join(kept, old)), { recursive: true, mode: 0o700 });
    await rename(join(home, old), join(kept, old));
  }
  await mkdir(dirname(join(home, name)), { recursive: true, mode: 0o700 });
  await rename(join(from, part), join(home, name));
}

/** The running process has its own `bot.log` open: the restored one stands beside it. */
const nameInUse = (part: string): string =>
  part.replace(/^logs\/(bot\.log(\.\d+)?)$/, 'logs/restored-$1');

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
