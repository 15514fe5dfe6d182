import { join } from 'node:path';
import type { Log } from '../lib/log.ts';
import type { Rotation } from '../lib/log-file.ts';
import { printableJson } from '../lib/printable.ts';
import { createAppendQueue } from './append-queue.ts';
import type { Written } from './writing.ts';

/** `logs/telegram_activity.log` and `logs/chat_<id>_activity.log`: JSON lines of Telegram's door. */
export interface ActivityLogFiles extends AsyncDisposable {
  write(entries: readonly Written[]): void;
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
    settled: () => queue.settled(),
    [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose](),
  };
}

/** Only a number makes a file's name. */
export const isChatId = (chat: string | null): chat is string =>
  chat !== null && /^-?\d{1,20}$/.test(chat);

function lineOf({ details, ...entry }: Written): string {
  // details is JSON already
  return printableJson(`${JSON.stringify(entry).slice(0, -1)},"details":${details}}\n`);
}
