import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder whose disk can be made to fail under programs that are started with `env`. */
export interface FailingDisk extends Disposable {
  path: string;
  env: Readonly<Record<string, string>>;
  /** From now on every write fails so: EROFS is a disk that the kernel has made read-only. */
  fail(code: 'EROFS' | 'ENOSPC' | 'EIO' | 'EACCES'): void;
  /** What is written is taken, but no sync of it succeeds. */
  failSyncs(): void;
  heal(): void;
}

const compile = (library: string): Buffer =>
  execFileSync(
    'cc',
    ['-shared', '-fPIC', '-Wall', '-o', library, join(import.meta.dirname, 'failing-disk.c')],
    { stdio: 'pipe' },
  );

/** Null where this machine can make one; else why not, for the tests that are then left out. */
export function noFailingDisk(): string | null {
  if (process.platform !== 'linux') return 'the calls of Linux are taken over';
  try {
    execFileSync('cc', ['--version'], { stdio: 'pipe' });
    return null;
  } catch {
    return 'this machine has no C compiler';
  }
}

export function openFailingDisk(): FailingDisk {
  const path = mkdtempSync(join(tmpdir(), 'diwan-failing-disk-'));
  const beside = `${path}-switch`;
  const library = `${path}-library.so`;
  compile(library);
  return {
    path,
    env: { LD_PRELOAD: library, FAILING_DISK: path, FAILING_DISK_ERROR: beside },
    fail: (code) => writeFileSync(beside, String(constants.errno[code])),
    failSyncs: () => writeFileSync(beside, `${constants.errno.EIO}s`),
    heal: () => rmSync(beside, { force: true }),
    [Symbol.dispose]: () => {
      for (const made of [path, beside, library]) rmSync(made, { recursive: true, force: true });
    },
  };
}
