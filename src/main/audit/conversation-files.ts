import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Clock, isoTime } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { nothingThere } from '../lib/nothing-there.ts';
import { printableJson } from '../lib/printable.ts';
import { redact } from '../lib/redact.ts';
import type { Talked } from './asking.ts';
import { isChatId } from './log-files.ts';
import { createWriteBehind } from './write-behind.ts';

const Talk = z.object({
  at: z.string(),
  conversationId: z.number().nullable(),
  userId: z.number().nullable(),
  question: z.string(),
  outcome: z.string(),
  answer: z.string().nullable(),
  sql: z.string().nullable(),
  rows: z.number().nullable(),
  /** Nanodollars. */
  cost: z.number(),
});
type Talk = z.infer<typeof Talk>;

const most = 1_000;
const restMs = 1_000;

/** `logs/conversations/chat_<id>.json`: the last 1,000 questions of each chat, oldest first. */
export interface ConversationFiles extends AsyncDisposable {
  keep(talked: Talked): void;
  /** Takes out what is of before a moment (UTC ISO-8601). */
  retire(before: string): Promise<void>;
  settled(): Promise<void>;
}

/** Files are written whole beside themselves, then renamed, a chat at most once a second. */
export function createConversationFiles(home: string, clock: Clock, log: Log): ConversationFiles {
  const folder = join(home, 'logs', 'conversations');
  const closing = new AbortController();
  const files = createWriteBehind<Talk>({
    write: (chat, talks) =>
      add(join(folder, `chat_${chat}.json`), talks).catch((error: unknown) =>
        log.error({ error, chat }, 'a conversation file could not be written'),
      ),
    // Only closing ends it early.
    rest: () => clock.sleep(restMs, closing.signal).catch(() => undefined),
  });
  return {
    keep: (talked) => {
      if (talked.door !== 'telegram' || !isChatId(talked.chat)) return;
      files.add(talked.chat, talkOf(talked, isoTime(clock)));
    },
    retire: (before) =>
      files.between(() =>
        retireIn(folder, before).catch((error: unknown) =>
          log.error({ error }, 'old conversations could not be taken out'),
        ),
      ),
    settled: () => files.settled(),
    [Symbol.asyncDispose]: () => {
      closing.abort();
      return files.settled();
    },
  };
}

const talkOf = ({ userId, question, outcome, answer }: Talked, at: string): Talk => ({
  at,
  conversationId: answer?.conversationId ?? null,
  userId,
  question: redact(question),
  outcome,
  answer: answer && redact(answer.text),
  sql: answer?.sql ?? null,
  rows: answer?.receipt.rowCount ?? null,
  cost: answer?.receipt.total ?? 0,
});

const add = async (path: string, talks: readonly Talk[]): Promise<void> =>
  write(path, [...(await read(path)), ...talks].slice(-most));

async function retireIn(folder: string, before: string): Promise<void> {
  const names = (await readdir(folder).catch(nothingThere)) ?? [];
  for (const name of names.filter((one) => /^chat_-?\d+\.json$/.test(one))) {
    const path = join(folder, name);
    const all = await read(path);
    const kept = all.filter(({ at }) => at >= before);
    if (kept.length === 0) await rm(path, { force: true });
    else if (kept.length < all.length) await write(path, kept);
  }
}

async function write(path: string, all: readonly Talk[]): Promise<void> {
  const beside = `${path}.new`;
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(
      `[\n${all.map((talk) => printableJson(JSON.stringify(talk))).join(',\n')}\n]\n`,
    );
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** A file that somebody else damaged is put aside, never written over. */
async function read(path: string): Promise<Talk[]> {
  const text = await readFile(path, 'utf8').catch(nothingThere);
  if (text === null) return [];
  try {
    return z.array(Talk).parse(JSON.parse(text));
  } catch {
    await rename(path, `${path}.damaged`);
    return [];
  }
}
