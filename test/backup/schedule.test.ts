import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type BackupsDeps, createBackups } from '../../src/main/backup/backups.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { copyStore } from '../../src/main/store/copy.ts';
import { costsFile } from '../../src/main/store/costs/costs.ts';
import { managerFile } from '../../src/main/store/manager/manager.ts';
import { createTestClock } from '../support/clock.ts';
import { rejected } from '../support/errors.ts';
import { machine } from './house.ts';

const quiet = createLog('silent', { write: () => undefined });

const scheduled = (
  one: ReturnType<typeof machine>,
  own: Pick<BackupsDeps, 'clock' | 'record'> & { folder?: () => string | null },
) =>
  createBackups({
    home: one.home,
    stores: {
      manager: { name: 'manager', copyTo: (to) => copyStore(one.manager, managerFile, to) },
      costs: { name: 'costs', copyTo: (to) => copyStore(one.costs, costsFile, to) },
    },
    version: '0.1.0',
    log: quiet,
    settings: () => ({ everyHours: 24, keep: 2, folder: own.folder?.() ?? null }),
    secrets: one.secrets,
    collect: async () => ({}),
    checkStores: () => undefined,
    ...own,
  });

it('makes the next one also where a clock that was ahead has dated the last', async () => {
  using one = machine('one');
  const folder = join(one.home, 'backups');
  mkdirSync(folder, { recursive: true });
  const ahead = join(folder, 'diwan-scheduled-2099.tar.gz');
  writeFileSync(ahead, '');
  utimesSync(ahead, 4e9, 4e9);
  const clock = createTestClock({ start: Date.now() });
  const made = Promise.withResolvers<void>();
  await using backups = scheduled(one, { clock, record: () => made.resolve() });
  clock.advance(600_000);
  await made.promise;
  expect(await backups.list()).toHaveLength(2);
});

it('makes backups by schedule, keeps so many, and sweeps what a crash left', async () => {
  using one = machine('one');
  // Files bear the machine's time: the schedule's clock starts there.
  const clock = createTestClock({ start: Date.now() });
  const made = Promise.withResolvers<void>();
  let told = 0;
  let folder: string | null = null;
  await using backups = scheduled(one, {
    clock,
    folder: () => folder,
    record: () => {
      told += 1;
      made.resolve();
    },
  });
  mkdirSync(join(one.home, 'backups/.diwan-backup-cutoff'), { recursive: true });
  clock.advance(600_000);
  await made.promise;
  expect(await backups.list()).toHaveLength(1);
  expect(readdirSync(join(one.home, 'backups'))).toHaveLength(1);
  const own = await backups.make(null);
  expect(told).toBe(2);
  expect((await backups.list()).map(({ name }) => name)).toContain(own.name);
  expect(await rejected(backups.remove('../manager.sqlite'))).toBe('not_found');
  await backups.remove(own.name);
  expect(await backups.list()).toHaveLength(1);
  expect(backups.trouble()).toBeNull();
  // A folder that is not named from the root is one of the data folder.
  folder = 'elsewhere/copies';
  const beside = await backups.make(null);
  expect(readdirSync(join(one.home, 'elsewhere/copies'))).toEqual([beside.name]);
});
