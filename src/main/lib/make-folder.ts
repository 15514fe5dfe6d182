import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { nothingThere } from './nothing-there.ts';

/**
 * A folder and those above it, for nobody else's eyes. Step by step: Node's recursive mkdir never
 * ends below a folder that can hold none, as /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  if (await stat(path).catch(nothingThere)) return;
  await makeFolder(dirname(path));
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    // Somebody else was quicker.
    if (error.code !== 'EEXIST') throw error;
  });
}
