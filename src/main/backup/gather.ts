import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nothingThere } from '../lib/nothing-there.ts';
import type { Part } from './manifest.ts';

/** One of our stores as a backup sees it: its whole file, copied while it is in use. */
export interface Copied {
  name: 'manager' | 'costs';
  /** Writes a consistent, checked copy; gives its `user_version`. */
  copyTo(path: string, signal?: AbortSignal): Promise<number>;
}

export interface Gathered {
  parts: Part[];
  stores: { manager: number; costs: number };
}

interface GatherDeps {
  home: string;
  stores: { manager: Copied; costs: Copied };
  signal?: AbortSignal;
}

/** Copies everything a backup holds into `folder`. */
export async function gather(
  { home, stores, signal }: GatherDeps,
  folder: string,
  sealed: string | null,
): Promise<Gathered> {
  // The manager first: a question it still holds open is found settled in the later ledger.
  const manager = await stores.manager.copyTo(join(folder, 'manager.sqlite'), signal);
  const costs = await stores.costs.copyTo(join(folder, 'costs.sqlite'), signal);
  const names = ['manager.sqlite', 'costs.sqlite', ...(await copyLogs(home, folder))];
  if (sealed !== null) {
    await writeFile(join(folder, 'secrets.json'), sealed, { mode: 0o600 });
    names.push('secrets.json');
  }
  const parts: Part[] = [];
  for (const name of names) {
    signal?.throwIfAborted();
    parts.push({ name, ...(await measure(join(folder, name))) });
  }
  return { parts, stores: { manager, costs } };
}

/** Log files grow and rotate meanwhile: each is copied as it is at one moment. */
async function copyLogs(home: string, folder: string): Promise<string[]> {
  const copied: string[] = [];
  for (const place of ['logs', 'logs/conversations']) {
    const entries =
      (await readdir(join(home, place), { withFileTypes: true }).catch(nothingThere)) ?? [];
    await mkdir(join(folder, place), { recursive: true });
    for (const entry of entries) {
      if (!entry.isFile() || !/^[\w-][\w.-]*$/.test(entry.name) || entry.name.endsWith('.new'))
        continue;
      const name = `${place}/${entry.name}`;
      if (await copyIfThere(join(home, name), join(folder, name))) copied.push(name);
    }
  }
  return copied;
}

/** False when it was rotated away in the meantime. */
const copyIfThere = async (from: string, to: string): Promise<boolean> =>
  (await copyFile(from, to).catch(nothingThere)) !== null;

async function measure(path: string): Promise<Pick<Part, 'size' | 'sha256'>> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return { size: (await stat(path)).size, sha256: hash.digest('hex') };
}
