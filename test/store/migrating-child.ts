import BetterSqlite3 from 'better-sqlite3';
import { costsFile } from '../../src/main/store/costs/costs.ts';
import { managerFile } from '../../src/main/store/manager/manager.ts';
import { migrate } from '../../src/main/store/migrate.ts';

/** Migrates a store and dies, as by a power cut, after so many statements. */
const [name, folder = '', after = ''] = process.argv.slice(2);
const kind = name === 'manager' ? managerFile : costsFile;
const file = new BetterSqlite3(`${folder}/${kind.name}.sqlite`);
let left = Number(after);
file.function('die_now', { directOnly: false }, () => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  return null;
});
const migrations = kind.migrations.map(({ version, up }) => ({
  version,
  up: up.replaceAll(';\n', ';\nSELECT die_now();\n'),
}));
migrate(file, { ...kind, migrations }, folder);
