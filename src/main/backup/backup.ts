import { mkdtemp, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DiwanError } from '../lib/errors.ts';
import { makeFolder } from '../lib/make-folder.ts';
import { nothingThere } from '../lib/nothing-there.ts';
import { readArchive, writeArchive } from './archive.ts';
import { type Copied, gather } from './gather.ts';
import type { Manifest } from './manifest.ts';
import { seal } from './sealing.ts';

/** Folders of backups under way; one that stays was cut off. */
export const unfinishedPrefix = '.diwan-backup-';

export interface BackupDeps {
  home: string;
  stores: { manager: Copied; costs: Copied };
  /** Diwan's version. */
  version: string;
  /** UTC ISO-8601. */
  now: string;
  /** Stops it: nothing is left behind. */
  signal?: AbortSignal;
}

export interface Made {
  path: string;
  bytes: number;
  manifest: Manifest;
}

/**
 * Writes a backup beside its name, checks it by reading it from end to end, then renames it.
 * @param secrets null leaves them out
 * @throws DiwanError `already_exists`, `disk_full`, `store_corrupt`
 */
export async function makeBackup(
  deps: BackupDeps,
  file: string,
  secrets: { values: Record<string, string>; passphrase: string } | null,
): Promise<Made> {
  const path = resolve(file);
  const there = await stat(path).catch(nothingThere);
  if (there)
    throw new DiwanError('already_exists', { params: { what: 'backup', name: basename(path) } });
  await makeFolder(dirname(path));
  const folder = await mkdtemp(join(dirname(path), unfinishedPrefix));
  try {
    const sealed = secrets && (await seal(secrets.values, secrets.passphrase));
    const { parts, stores } = await gather(deps, folder, sealed);
    const manifest: Manifest = {
      format: 'diwan-backup',
      version: 1,
      madeBy: deps.version,
      madeAt: deps.now,
      stores,
      secrets: sealed !== null,
      parts,
    };
    const unfinished = join(folder, 'archive');
    await writeArchive(unfinished, folder, manifest, deps.signal);
    await readArchive(unfinished, { into: null, room: 0 });
    deps.signal?.throwIfAborted();
    await sync(unfinished);
    await rename(unfinished, path);
    return { path, bytes: (await stat(path)).size, manifest };
  } catch (error) {
    throw isFull(error) ? new DiwanError('disk_full', { cause: error }) : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ENOSPC' || error.code === 'SQLITE_FULL');

/** Bytes free where the folder is. */
export async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
