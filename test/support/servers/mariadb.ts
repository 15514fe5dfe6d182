import { execFile } from 'node:child_process';
import { chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import {
  type Account,
  accountOf,
  cached,
  copyFolder,
  freePort,
  temporaryFolder,
} from './process.ts';
import { type DatabaseServer, startDatabaseServer } from './server.ts';
import { type Certificate, certificateFor } from './tls.ts';

const run = promisify(execFile);

/** `mysql://…`; the superuser is root. */
export async function startMariaDb(options: { tls?: boolean } = {}): Promise<DatabaseServer> {
  const account = await accountOf('mysql');
  const template = await installed(account);
  const folder = await temporaryFolder('diwan-mariadb-', account);
  await copyFolder(join(template, 'data'), join(folder, 'data'));
  const certificate = options.tls ? await certificateFor('localhost') : null;
  const files = certificate ? await writeCertificate(folder, certificate, account) : [];
  const port = await freePort();
  return startDatabaseServer({
    scheme: 'mysql',
    port,
    certificate,
    administrate: (sql, database = 'mysql') => administrate(port, sql, database),
    command: [
      ...['/usr/sbin/mariadbd', '--no-defaults', `--datadir=${join(folder, 'data')}`],
      ...[`--port=${port}`, '--bind-address=127.0.0.1', `--socket=${join(folder, 'socket')}`],
      ...[`--pid-file=${join(folder, 'pid')}`, '--innodb-flush-log-at-trx-commit=0'],
      ...['--innodb-buffer-pool-size=32M', '--skip-name-resolve', ...files],
    ],
    folder,
    account,
    signal: 'KILL',
    readyWhen: /ready for connections/,
  });
}

async function administrate(port: number, sql: string, database: string): Promise<unknown[][]> {
  const connection = await createConnection({
    host: '127.0.0.1',
    port,
    user: 'root',
    database,
    charset: 'utf8mb4',
    multipleStatements: true,
    rowsAsArray: true,
  });
  try {
    const [result]: unknown[] = await connection.query(sql);
    return lastRows(result);
  } finally {
    await connection.end();
  }
}

/** One statement gives rows; several give a list of them, each a list of arrays. */
function lastRows(result: unknown): unknown[][] {
  if (!Array.isArray(result)) return [];
  const last: unknown = result.at(-1);
  if (!Array.isArray(last)) return [];
  const rows: unknown[] = last.every((row) => Array.isArray(row)) ? last : result;
  return rows.filter((row) => Array.isArray(row));
}

/** A data folder as mariadb-install-db leaves it: seconds, once per machine. */
const installed = (account: Account | null): Promise<string> =>
  cached('mariadb-data', async (folder) => {
    if (account) await chown(folder, account.uid, account.gid);
    await run('mariadb-install-db', [
      ...['--no-defaults', `--datadir=${join(folder, 'data')}`, '--skip-test-db'],
      ...['--auth-root-authentication-method=normal', ...(account ? ['--user=mysql'] : [])],
    ]);
  });

async function writeCertificate(
  folder: string,
  { certificate, key }: Certificate,
  account: Account | null,
): Promise<string[]> {
  const files = { cert: certificate, key, ca: certificate };
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, `${name}.pem`);
    await writeFile(file, text, { mode: 0o600 });
    if (account) await chown(file, account.uid, account.gid);
  }
  return Object.keys(files).map((name) => `--ssl-${name}=${join(folder, `${name}.pem`)}`);
}
