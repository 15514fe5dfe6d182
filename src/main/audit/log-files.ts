import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../lib/log.ts';
import type { Rotation } from '../lib/log-file.ts';
import { nothingThere } from '../lib/nothing-there.ts';
import { printableJson } from '../lib/printable.ts';
import { createAppendQueue } from './append-queue.ts';
import { dropOldLines } from './old-lines.ts';
import type { Written } from './writing.ts';

/** `logs/telegram_activity.log` and `logs/chat_<id>_activity.log`: JSON lines of Telegram's door. */
export interface ActivityLogFiles extends AsyncDisposable {
  write(entries: readonly Written[]): void;
  /** Takes out what is of before a moment (UTC ISO-8601). */
  retire(before: string): Promise<void>;
  settled(): Promise<void>;
}

const rotations: Rotation = { maxBytes: 5_000_000, keep: 5 };

export function createActivityLogFiles(
  home: string,
  log: Log,
  rotation: Rotation = rotations,
): ActivityLogFiles {
  const queue = createAppendQueue(rotation, log);
  const folder = join(home, 'logs');
  return {
    write: (entries) => {
      for (const entry of entries) {
        if (entry.door !== 'telegram') continue;
        const line = lineOf(entry);
        queue.add(join(folder, 'telegram_activity.log'), line);
        if (isChatId(entry.chat)) queue.add(join(folder, `chat_${entry.chat}_activity.log`), line);
      }
    },
    retire: (before) =>
      queue.between(() =>
        retireIn(folder, before).catch((error: unknown) =>
          log.error({ error }, 'old lines of log files could not be taken out'),
        ),
      ),
    settled: () => queue.settled(),
    [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose](),
  };
}

const ours = /_activity\.log(\.\d+)?$/;
/** The appliance's own; the one in use is of the last days, or small. */
const rotated = /^bot\.log\.\d+$/;

async function retireIn(folder: string, before: string): Promise<void> {
  const names = (await readdir(folder).catch(nothingThere)) ?? [];
  for (const name of names) {
    const path = join(folder, name);
    if (ours.test(name)) await dropOldLines(path, before);
    else if (rotated.test(name) && (await stat(path)).mtime.toISOString() < before) await rm(path);
  }
}

/** Only a number makes a file's name. */
export const isChatId = (chat: string | null): chat is string =>
  chat !== null && /^-?\d{1,20}$/.test(chat);

function lineOf({ details, ...entry }: Written): string {
  // details is JSON already
  return printableJson(`${JSON.stringify(entry).slice(0, -1)},"details":${details}}\n`);
}
