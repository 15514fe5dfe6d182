import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { costsFile } from '../../../src/main/store/costs/costs.ts';
import { managerFile } from '../../../src/main/store/manager/manager.ts';
import { openStore, type StoreFile } from '../../../src/main/store/open.ts';
import { contentsOf } from '../../store/filling.ts';
import { grown } from '../../store/grown.ts';
import { start } from '../../support/serve.ts';
import { type Ground, pause } from './ground.ts';

/**
 * Starts on the files of an earlier version and is killed: each file is of one version or another,
 * whole, with all that was in it; the next start finishes, and a copy of the old one is kept.
 */
export async function migrating({ folder, random }: Ground): Promise<string[]> {
  const home = join(folder, 'earlier');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  const kinds = [managerFile, costsFile].map((kind) => {
    const version = 1 + Math.floor(random() * kind.migrations.length);
    return { kind, version, before: grown(home, kind, version) };
  });
  const child = start(['serve'], { DIWAN_HOME: home, DIWAN_LAN_PORT: '0', DIWAN_OWNER_PORT: '0' });
  const exited = new Promise((done) => child.once('exit', done));
  // The first statements run about 200 ms after the birth of the process.
  await pause(150 + random() * 350);
  child.kill('SIGKILL');
  await exited;
  return kinds.flatMap(({ kind, version, before }) => [
    ...brokenFile(home, kind, version),
    ...lost(home, kind, before),
    ...(version < kind.migrations.length && noCopy(home, kind, version) ? ['no copy kept'] : []),
  ]);
}

function brokenFile(home: string, { name, migrations }: StoreFile, version: number): string[] {
  const file = new BetterSqlite3(join(home, `${name}.sqlite`));
  const found = Number(file.pragma('user_version', { simple: true }));
  const whole = file.pragma('integrity_check', { simple: true });
  file.close();
  const known = found >= version && found <= migrations.length;
  return known && whole === 'ok' ? [] : [`${name} ${version}: now ${found}, ${whole}`];
}

function lost(home: string, kind: StoreFile, before: ReturnType<typeof contentsOf>): string[] {
  using store = openStore(home, kind);
  const after = contentsOf(store.file);
  return Object.entries(before)
    .filter(([table, rows]) => (after[table]?.length ?? 0) < rows.length)
    .map(([table]) => `${kind.name}: rows of ${table} are gone`);
}

const noCopy = (home: string, { name }: StoreFile, version: number): boolean =>
  !readdirSync(join(home, 'before-update')).some((copy) => copy.startsWith(`${name}-v${version}-`));
