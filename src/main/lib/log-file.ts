import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { nothingThere } from './nothing-there.ts';

/** How large a log file grows before it becomes `name.1`, `.2` … */
export interface Rotation {
  maxBytes: number;
  keep: number;
}

export interface LogFile extends Disposable {
  write(line: string): void;
}

/**
 * An append-only file that rotates by size. Lines are whole: each is one write. On a full disk
 * lines are lost, and how many is the first that is written after it; nobody fails for a log.
 */
export function openLogFile(path: string, rotation: Rotation): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let descriptor: number | null = openSync(path, 'a', 0o600);
  let size = statSync(path).size;
  let lost = 0;
  const rotate = (from: number) => {
    closeSync(from);
    descriptor = null;
    for (let n = rotation.keep - 1; n >= 1; n -= 1)
      renameIfThere(`${path}.${n}`, `${path}.${n + 1}`);
    renameIfThere(path, `${path}.1`);
  };
  const append = (bytes: Buffer) => {
    if (descriptor !== null && size > 0 && size + bytes.length > rotation.maxBytes)
      rotate(descriptor);
    if (descriptor === null) {
      descriptor = openSync(path, 'a', 0o600);
      size = statSync(path).size;
    }
    const written = writeSync(descriptor, bytes);
    size += written;
    // A full disk may take a part: the line is ended with the next.
    if (written < bytes.length) throw new RangeError('a line was cut');
  };
  return {
    write: (line) => {
      try {
        const before =
          lost === 0 ? '' : `\n${JSON.stringify({ level: 40, lost, msg: 'lines were lost' })}\n`;
        append(Buffer.from(before + line));
        lost = 0;
      } catch {
        lost += 1;
      }
    },
    [Symbol.dispose]: () => {
      if (descriptor !== null) closeSync(descriptor);
    },
  };
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    nothingThere(error);
  }
}
