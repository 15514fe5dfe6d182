import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { nothingThere } from '../lib/nothing-there.ts';

const timeOf = /"at":"([^"]+)"/;

/** Takes the JSON lines of before a moment (UTC ISO-8601) out of a log file; without any it goes. */
export async function dropOldLines(path: string, before: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(nothingThere);
  if (text === null) return;
  const lines = text.split('\n').filter((line) => line !== '');
  const kept = lines.filter((line) => (timeOf.exec(line)?.[1] ?? '') >= before);
  if (kept.length === lines.length) return;
  if (kept.length === 0) return rm(path);
  const beside = `${path}.new`;
  await writeFile(beside, `${kept.join('\n')}\n`, { mode: 0o600 });
  await rename(beside, path);
}
