import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../lib/log.ts';
import type { Rotation } from '../lib/log-file.ts';
import { nothingThere } from '../lib/nothing-there.ts';

/** Appends whole lines to many files, in order, off the event loop's way. */
export interface AppendQueue extends AsyncDisposable {
  add(path: string, line: string): void;
  /** Does something else to the files, while nothing is appended. It must not reject. */
  between(chore: () => Promise<void>): Promise<void>;
  /** Resolves once all that was added so far is in its file. */
  settled(): Promise<void>;
}

export function createAppendQueue(rotation: Rotation, log: Log): AppendQueue {
  let pending = new Map<string, string[]>();
  let chores: (() => Promise<void>)[] = [];
  let working: Promise<void> | null = null;

  const drain = async (): Promise<void> => {
    while (pending.size > 0 || chores.length > 0) {
      const due = chores;
      chores = [];
      for (const chore of due) await chore();
      const now = pending;
      pending = new Map();
      for (const [path, lines] of now) {
        await append(path, lines.join(''), rotation).catch((error: unknown) =>
          log.error({ error }, 'a log file could not be written'),
        );
      }
    }
    working = null;
  };
  const settled = async () => {
    while (working) await working;
  };
  return {
    add: (path, line) => {
      const lines = pending.get(path);
      if (lines) lines.push(line);
      else pending.set(path, [line]);
      working ??= drain();
    },
    between: (chore) =>
      new Promise((resolve) => {
        chores.push(() => chore().finally(resolve));
        working ??= drain();
      }),
    settled,
    [Symbol.asyncDispose]: settled,
  };
}

async function append(path: string, text: string, { maxBytes, keep }: Rotation): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size === 0) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  else if (size + Buffer.byteLength(text) > maxBytes) {
    for (let n = keep - 1; n >= 0; n -= 1)
      await rename(n === 0 ? path : `${path}.${n}`, `${path}.${n + 1}`).catch(nothingThere);
  }
  await appendFile(path, text, { mode: 0o600 });
}
