import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A disk of a few megabytes of our own, by a mount namespace that Linux gives anybody. */
export interface SmallDisk extends AsyncDisposable {
  /** Where it is for processes started `through` the prefix. */
  path: string;
  /** The same place as seen from here. */
  outside: string;
  /** The command prefix that leads into the namespace. */
  through: readonly string[];
  /** Writes until there is no byte left. */
  fill(): void;
  free(): void;
  readOnly(on: boolean): void;
}

const unshare = ['unshare', '--user', '--map-root-user', '--mount'] as const;

/** Null where this machine allows it; else why it does not, for the tests that are then left out. */
export function noSmallDisk(): string | null {
  try {
    const [command, ...args] = unshare;
    execFileSync(command, [...args, 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return `this machine gives no mount namespace: ${String(error)}`;
  }
}

export async function openSmallDisk(megabytes: number): Promise<SmallDisk> {
  const path = mkdtempSync(join(tmpdir(), 'diwan-small-disk-'));
  const [command, ...args] = unshare;
  const script = `mount -t tmpfs -o size=${megabytes}m none "${path}" && echo mounted && exec cat`;
  const holder = spawn(command, [...args, 'sh', '-c', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(holder, 'exit');
  const [line] = await once(createInterface({ input: holder.stdout }), 'line');
  if (line !== 'mounted' || holder.pid === undefined) throw new Error('no disk of our own');
  const through = [
    'nsenter',
    `--target=${holder.pid}`,
    '--user',
    '--mount',
    '--preserve-credentials',
    '--',
  ];
  const outside = `/proc/${holder.pid}/root${path}`;
  const filler = join(outside, 'filler');
  return {
    path,
    outside,
    through,
    fill: () => {
      for (const size of [1_000_000, 65_536, 4_096, 1]) appendUntilFull(filler, size);
    },
    free: () => rmSync(filler, { force: true }),
    readOnly: (on) => {
      const [enter = '', ...rest] = through;
      execFileSync(enter, [...rest, 'mount', '-o', `remount,${on ? 'ro' : 'rw'}`, path]);
    },
    async [Symbol.asyncDispose]() {
      holder.stdin.end();
      await exited;
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function appendUntilFull(path: string, size: number): void {
  const piece = Buffer.alloc(size);
  try {
    for (;;) appendFileSync(path, piece);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
