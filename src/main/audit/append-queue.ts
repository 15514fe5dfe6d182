import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../lib/log.ts';
import type { Rotation } from '../lib/log-file.ts';
import { nothingThere } from '../lib/nothing-there.ts';
import { createWriteBehind, type WriteBehind } from './write-behind.ts';

/** Appends whole lines to many files. */
export const createAppendQueue = (rotation: Rotation, log: Log): WriteBehind<string> =>
  createWriteBehind({
    write: (path, lines) =>
      append(path, lines.join(''), rotation).catch((error: unknown) =>
        log.error({ error }, 'a log file could not be written'),
      ),
  });

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
