import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The account a server runs as; null for our own. */
export interface Account {
  uid: number;
  gid: number;
}

/** Servers refuse to run as root: then `name`, made when it is not there. */
export async function accountOf(name: string): Promise<Account | null> {
  if (userInfo().uid !== 0) return null;
  await run('id', [name]).catch(() => run('useradd', ['--system', '--user-group', name]));
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
  );
  if (uid === undefined || gid === undefined) throw new Error(`no account ${name}`);
  return { uid, gid };
}

/** A folder of our own under the temporary one, which the account may enter. */
export async function temporaryFolder(prefix: string, account: Account | null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  if (account !== null) await chown(folder, account.uid, account.gid);
  return folder;
}

/**
 * Makes a folder once per machine and keeps it for later runs. Built aside and renamed, so that
 * two test runs at once never see a half-made one.
 */
export async function cached(
  name: string,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const cache = join(tmpdir(), `diwan-tests-${userInfo().uid}`);
  const folder = join(cache, name);
  if (await stat(folder).catch(() => null)) return folder;
  await mkdir(cache, { recursive: true });
  await chmod(cache, 0o755);
  const aside = await mkdtemp(join(cache, 'making-'));
  await chmod(aside, 0o755);
  await build(aside);
  await rename(aside, folder).catch(() => rm(aside, { recursive: true, force: true }));
  return folder;
}

export const copyFolder = async (from: string, to: string): Promise<void> => {
  await run('cp', ['-a', '--reflink=auto', from, to]);
};

/** A port nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/**
 * Kills the server and removes its folder when our end of the pipe closes, however we ended; told
 * `keep`, it leaves the folder for a restart.
 */
const keeper = `
folder=$1 signal=$2; shift 2
"$@" </dev/null & server=$!
read -r word || word=remove
kill -"$signal" $server 2>/dev/null; wait $server
[ "$word" = keep ] || rm -rf "$folder"`;

export interface ServerProcess {
  /** Rejects when the server ends first, with what it said. */
  ready: Promise<void>;
  stop(folder: 'keep' | 'remove'): Promise<void>;
}

export interface ServerOptions {
  command: string[];
  folder: string;
  account: Account | null;
  /** Asks the server to end at once. */
  signal: 'QUIT' | 'KILL' | 'TERM';
  /** Stands in the server's log when it takes connections. */
  readyWhen: RegExp;
}

export function startServer(options: ServerOptions): ServerProcess {
  const { command, folder, account, signal, readyWhen } = options;
  const child = spawn('/bin/sh', ['-c', keeper, 'sh', folder, signal, ...command], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { PATH: '/usr/bin:/bin:/usr/sbin', LC_ALL: 'C' },
    ...(account ?? {}),
  });
  return {
    ready: whenReady(child, readyWhen),
    async stop(word) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.stdin.end(word === 'keep' ? 'keep\n' : '');
      await exit;
    },
  };
}

function whenReady(
  child: ChildProcessByStdio<Writable, null, Readable>,
  shape: RegExp,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-8_000);
    if (shape.test(said)) resolve();
    if (/FATAL|\[ERROR\] Aborting/.test(said))
      reject(new Error(`the server did not start: ${said}`));
  });
  child.once('exit', () => reject(new Error(`the server ended: ${said}`)));
  return promise;
}
