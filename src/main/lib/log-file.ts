import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** How large a log file grows before it becomes `name.1`, `.2` … */
export interface Rotation {
  maxBytes: number;
  keep: number;
}

export interface LogFile extends Disposable {
  write(line: string): void;
}

/** An append-only file that rotates by size. Lines are whole: each is one write. */
export function openLogFile(path: string, rotation: Rotation): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let descriptor = openSync(path, 'a', 0o600);
  let size = statSync(path).size;
  const rotate = () => {
    closeSync(descriptor);
    for (let n = rotation.keep - 1; n >= 1; n -= 1)
      renameIfThere(`${path}.${n}`, `${path}.${n + 1}`);
    renameSync(path, `${path}.1`);
    descriptor = openSync(path, 'a', 0o600);
    size = 0;
  };
  return {
    write: (line) => {
      const bytes = Buffer.from(line);
      if (size > 0 && size + bytes.length > rotation.maxBytes) rotate();
      writeSync(descriptor, bytes);
      size += bytes.length;
    },
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
