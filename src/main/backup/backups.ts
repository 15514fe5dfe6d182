import { readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BackupCheck, BackupFile } from '../../preload/contract/entries/backup.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import type { Recorder } from '../audit/entry.ts';
import type { Secrets } from '../host.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { createInTurn } from '../lib/in-turn.ts';
import type { Log } from '../lib/log.ts';
import { nothingThere } from '../lib/nothing-there.ts';
import { untilAborted } from '../lib/until-aborted.ts';
import { type BackupDeps, makeBackup, unfinishedPrefix } from './backup.ts';
import {
  checkBackup,
  laidReady,
  prepareRestore,
  type RestoreDeps,
  withdrawRestore,
} from './restore.ts';

/** The backups of a running appliance, in a folder of their own. */
export interface Backups extends AsyncDisposable {
  folder(): string;
  /** Newest first. */
  list(): Promise<BackupFile[]>;
  /** With a passphrase the secrets are in it, sealed. */
  make(passphrase: string | null): Promise<BackupFile>;
  /** @throws DiwanError `not_found` */
  remove(name: string): Promise<void>;
  /** Reads it whole and tries its stores. @throws DiwanError as `prepareRestore` */
  check(name: string, passphrase: string | null): Promise<BackupCheck>;
  /** When the backup was made that the next start puts in place. */
  laidReady(): Promise<string | null>;
  withdraw(): Promise<void>;
  /** Lays a backup ready for the next start. @throws DiwanError as `prepareRestore` */
  prepare(name: string, passphrase: string | null): Promise<{ madeAt: string; secrets: boolean }>;
  /** When the last scheduled backup failed, why; null while all is well. */
  trouble(): unknown;
}

export interface BackupsDeps extends Omit<BackupDeps, 'now' | 'signal'> {
  clock: Clock;
  log: Log;
  settings: () => Settings['backups'];
  secrets: Secrets;
  /** Every secret that is kept. */
  collect(): Promise<Record<string, string>>;
  checkStores: RestoreDeps['checkStores'];
  record: Recorder;
}

const suffix = '.tar.gz';
const scheduled = /^diwan-scheduled-.+\.tar\.gz$/;
const hourMs = 3_600_000;
/** The schedule is looked at this often, and not before this long after the start. */
const lookMs = 600_000;

export function createBackups(deps: BackupsDeps): Backups {
  const { clock, log, settings, record } = deps;
  const closing = new AbortController();
  const { signal } = closing;
  let trouble: unknown = null;
  // One at a time: each reads both stores whole.
  const inTurn = createInTurn();

  // Beside the data, not where the program happened to be started.
  const folder = () => resolve(deps.home, settings().folder ?? 'backups');
  const list = () => listFolder(folder());
  const find = async (name: string): Promise<BackupFile> => {
    const found = (await list()).find((one) => one.name === name);
    if (!found) throw new DiwanError('not_found', { params: { what: 'backup' } });
    return found;
  };
  const makeNow = async (kind: string, passphrase: string | null): Promise<BackupFile> => {
    await sweep(folder());
    const now = isoTime(clock);
    const name = `diwan-${kind}-${now.replace(/[:.]/g, '-')}${suffix}`;
    const sealed = passphrase === null ? null : { values: await deps.collect(), passphrase };
    const { bytes, manifest } = await makeBackup(
      { ...deps, now, signal },
      join(folder(), name),
      sealed,
    );
    record({
      kind: 'backup',
      action: 'made',
      target: name,
      details: { bytes, secrets: manifest.secrets },
    });
    return { name, bytes, madeAt: now, kind: kindOf(name) };
  };
  const make = (kind: string, passphrase: string | null): Promise<BackupFile> =>
    inTurn(() => makeNow(kind, passphrase));
  const restoring = (passphrase: string | null): RestoreDeps => ({
    home: deps.home,
    secrets: deps.secrets,
    checkStores: deps.checkStores,
    now: isoTime(clock),
    passphrase: async () => passphrase,
  });

  const keepSchedule = async (): Promise<void> => {
    const { everyHours, keep } = settings();
    if (everyHours === null) return;
    const own = (await list()).filter(({ name }) => scheduled.test(name));
    // One of the future was dated by a wrong clock, and holds up nothing.
    const last = own.find(({ madeAt }) => Date.parse(madeAt) < clock.now() + lookMs);
    if (last && clock.now() - Date.parse(last.madeAt) < everyHours * hourMs) return;
    await make('scheduled', null);
    for (const { name } of own.slice(keep - 1)) await rm(join(folder(), name), { force: true });
  };
  const follow = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(lookMs, signal);
      try {
        await keepSchedule();
        trouble = null;
      } catch (error) {
        trouble = error;
        log.error({ error }, 'the scheduled backup was not made');
      }
    }
  };
  const following = untilAborted(signal, follow(), { log, what: 'the schedule of backups' });

  return {
    folder,
    list,
    make: (passphrase) => make('manual', passphrase),
    remove: async (name) => {
      await find(name);
      await rm(join(folder(), name));
      record({ kind: 'backup', action: 'removed', target: name });
    },
    check: async (name, passphrase) => {
      await find(name);
      const file = join(folder(), name);
      return told(await inTurn(() => checkBackup(file, restoring(passphrase))));
    },
    laidReady: () => laidReady(deps.home),
    withdraw: async () => {
      await inTurn(() => withdrawRestore(deps.home, deps.secrets));
      record({ kind: 'backup', action: 'withdrawn' });
    },
    prepare: async (name, passphrase) => {
      await find(name);
      const file = join(folder(), name);
      const { madeAt, secrets } = await inTurn(() => prepareRestore(file, restoring(passphrase)));
      record({ kind: 'backup', action: 'laid_ready', target: name });
      return { madeAt, secrets: secrets && passphrase !== null };
    },
    trouble: () => trouble,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await following;
      await inTurn(async () => undefined);
    },
  };
}

const kindOf = (name: string): BackupFile['kind'] => {
  if (scheduled.test(name)) return 'scheduled';
  return name.startsWith('diwan-manual-') ? 'manual' : 'other';
};

function told({ manifest, opened }: Awaited<ReturnType<typeof checkBackup>>): BackupCheck {
  const { madeAt, madeBy, parts, secrets } = manifest;
  const bytes = parts.reduce((sum, one) => sum + one.size, 0);
  const inside = opened ? 'opened' : 'sealed';
  return { madeAt, madeBy, parts: parts.length, bytes, secrets: secrets ? inside : 'none' };
}

/** What a crash left of a backup under way. */
async function sweep(folder: string): Promise<void> {
  const names = (await readdir(folder).catch(nothingThere)) ?? [];
  for (const name of names)
    if (name.startsWith(unfinishedPrefix)) await rm(join(folder, name), { recursive: true });
}

async function listFolder(folder: string): Promise<BackupFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith(suffix))
      .map(async (name) => {
        const found = await stat(join(folder, name)).catch(nothingThere);
        return found?.isFile()
          ? [
              {
                name,
                bytes: found.size,
                madeAt: found.mtime.toISOString(),
                kind: kindOf(name),
              },
            ]
          : [];
      }),
  );
  return files.flat().sort((a, b) => b.madeAt.localeCompare(a.madeAt));
}
