import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { nothingThere } from '../lib/nothing-there.ts';

const timeOf = /"at":"([^"]+)"/;
const isOld = (line: string, before: string): boolean => (timeOf.exec(line)?.[1] ?? '') < before;

/** Takes the JSON lines of before a moment (UTC ISO-8601) out of a log file; without any it goes. */
export async function dropOldLines(path: string, before: string): Promise<void> {
  // Lines stand in the order of time: where the first is to stay, all are.
  const beginning = await beginningOf(path);
  if (beginning === '' || !isOld(beginning, before)) return;
  const beside = `${path}.new`;
  await copyKept(path, beside, before);
  if ((await stat(beside)).size === 0) await Promise.all([rm(path), rm(beside)]);
  else await rename(beside, path);
}

async function beginningOf(path: string): Promise<string> {
  await using file = await open(path).catch(nothingThere);
  if (file === null) return '';
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4_096) });
  return buffer.toString('utf8', 0, bytesRead);
}

/** Line by line: files of megabytes would hold up everybody. */
const copyKept = (from: string, to: string, before: string): Promise<void> =>
  pipeline(
    createInterface({ input: createReadStream(from) }),
    async function* (lines: AsyncIterable<string>) {
      for await (const line of lines) if (line !== '' && !isOld(line, before)) yield `${line}\n`;
    },
    createWriteStream(to, { mode: 0o600 }),
  );
