import type { Update } from 'grammy/types';
import { type Clock, isoTime } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { redact } from '../../lib/redact.ts';
import type { ManagerStore } from '../../store/manager/manager.ts';

/**
 * The journal of received updates: written before Telegram is told that it may forget them, so
 * that a crash loses none; each is handled once, whatever Telegram repeats.
 */
export interface Inbox {
  /** Those of a batch that are new, once they are on the disk. */
  receive(batch: readonly Update[]): Promise<Update[]>;
  /** What an earlier run left unanswered, oldest first. */
  open(): Update[];
  /** Answered: its text is forgotten, its number kept for a while. */
  done(updateId: number): void;
  /** Writes what `done` has gathered; call before closing the store. */
  flush(): void;
}

/** Answers arrive by themselves: what is done within this is noted together. */
const gatherMs = 5;
const dayMs = 24 * 3_600_000;
/** Telegram repeats an update for a day at most. */
const keptMs = 3 * dayMs;

export function createInbox(store: ManagerStore, clock: Clock, log: Log, botId: number): Inbox {
  const insert = store.prepare<{ update_id: number }, [number, number, string, string]>(
    `INSERT INTO inbox (bot_id, update_id, received_at, body) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING RETURNING update_id`,
  );
  const openRows = store.prepare<{ body: string }, [number]>(
    'SELECT body FROM inbox WHERE bot_id = ? AND done_at IS NULL ORDER BY update_id',
  );
  const finish = store.prepare<never, [string, number, number]>(
    `UPDATE inbox SET done_at = ?, body = '' WHERE bot_id = ? AND update_id = ?`,
  );
  const purge = store.prepare<never, [number, string]>(
    'DELETE FROM inbox WHERE bot_id = ? AND done_at < ?',
  );
  let finished: number[] = [];
  let due = false;
  /** Written, but nobody could say that they were on the disk: Telegram sends them again. */
  const unsure = new Set<number>();

  let purgedAt = 0;
  const forgetOld = () => {
    purge.run(botId, new Date(clock.now() - keptMs).toISOString());
    purgedAt = clock.now();
  };

  const flush = () => {
    if (finished.length === 0) return;
    const now = isoTime(clock);
    const isDue = clock.now() - purgedAt > dayMs;
    // Losing this to a power cut costs a repeated answer from the ledger, no second bill.
    store.relaxed(() => {
      for (const id of finished) finish.run(now, botId, id);
      if (isDue) forgetOld();
    });
    finished = [];
  };
  const flushSoon = () => {
    due = false;
    try {
      flush();
    } catch (error) {
      // On a full disk they stay gathered, and are written with the next that is done.
      log.warn({ err: error, waiting: finished.length }, 'what is done could not be noted');
    }
  };
  forgetOld();

  return {
    async receive(batch) {
      if (batch.length === 0) return [];
      const fresh = store.relaxed(() => {
        const now = isoTime(clock);
        return batch.filter((update) => {
          const body = bodyOf(update);
          const written = insert.first(botId, update.update_id, now, body) !== undefined;
          return written || unsure.has(update.update_id);
        });
      });
      for (const update of fresh) unsure.add(update.update_id);
      await store.flush();
      for (const update of fresh) unsure.delete(update.update_id);
      return fresh;
    },
    open: () => openRows.all(botId).map(({ body }) => JSON.parse(body) as Update),
    done: (updateId) => {
      finished.push(updateId);
      if (!due) clock.after(gatherMs, flushSoon);
      due = true;
    },
    flush,
  };
}

/** All there is to most messages. Nothing but the text of one is somebody's own words. */
const plainParts = new Set(['message_id', 'from', 'chat', 'date', 'text']);
// What comes may be no message at all, whatever its type says.
const isPlain = ({ update_id: _, message, ...more }: Update): boolean =>
  typeof message?.text === 'string' &&
  Object.keys(more).length === 0 &&
  Object.keys(message).every((part) => plainParts.has(part));

function bodyOf(update: Update): string {
  const clean = withoutSecrets(update);
  return isPlain(update) ? JSON.stringify(clean) : JSON.stringify(clean, cleanTexts);
}

const cleanText = (text: string): string => (/^\/adddb/i.test(text) ? '/adddb' : redact(text));

/** Also in what was edited, replied to, or stands over a pressed button. */
const cleanTexts = (key: string, value: unknown): unknown =>
  (key === 'text' || key === 'caption') && typeof value === 'string' ? cleanText(value) : value;

/**
 * Connection strings never reach our disk: a text that holds one is kept without it, and after a
 * crash the person is asked to send it again.
 */
function withoutSecrets(update: Update): Update {
  const text = update.message?.text;
  if (!update.message || text === undefined) return update;
  const clean = cleanText(text);
  if (clean === text) return update;
  const { entities: _, ...message } = update.message;
  return { ...update, message: { ...message, text: clean } } as Update;
}
