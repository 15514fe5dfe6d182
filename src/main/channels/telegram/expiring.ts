import type { Api } from 'grammy';
import type { Clock } from '../../lib/clock.ts';
import { isDiwanError } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import type { ManagerStore } from '../../store/manager/manager.ts';

/** Messages that delete themselves, also when the appliance was stopped meanwhile. */
export interface ExpiringMessages {
  deleteAfter(chat: number, messageId: number, ms: number): void;
}

export interface ExpiringTools {
  store: ManagerStore;
  clock: Clock;
  log: Log;
  api: Api;
  botId: number;
  /** Ends the waiting; what is left is done after the next start. */
  stopping: AbortSignal;
}

interface Due {
  chat_id: number;
  message_id: number;
  expires_at: string;
}

export function createExpiring(tools: ExpiringTools): ExpiringMessages {
  const { store, clock, botId } = tools;
  const insert = store.prepare<never, [number, number, number, string]>(
    `INSERT INTO expiring_messages (bot_id, chat_id, message_id, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET expires_at = excluded.expires_at`,
  );
  const all = store.prepare<Due, [number]>(
    'SELECT chat_id, message_id, expires_at FROM expiring_messages WHERE bot_id = ?',
  );
  for (const due of all.all(botId)) void expire(tools, due);
  return {
    deleteAfter(chat, messageId, ms) {
      const expires_at = new Date(clock.now() + ms).toISOString();
      insert.run(botId, chat, messageId, expires_at);
      void expire(tools, { chat_id: chat, message_id: messageId, expires_at });
    },
  };
}

async function expire(tools: ExpiringTools, due: Due): Promise<void> {
  const { store, clock, log, api, botId, stopping } = tools;
  try {
    const wait = Date.parse(due.expires_at) - clock.now();
    if (wait > 0) await clock.sleep(wait, stopping);
    await api.deleteMessage(due.chat_id, due.message_id);
  } catch (error) {
    if (stopping.aborted || isDiwanError(error, 'shutting_down')) return;
    // Deleted by the person, or too old: there is nothing left to do.
    log.info({ err: error }, 'a message was not deleted');
  }
  try {
    const rows = store.query.deleteFrom('expiring_messages').where('bot_id', '=', botId);
    store.run(rows.where('chat_id', '=', due.chat_id).where('message_id', '=', due.message_id));
  } catch (error) {
    // The disk is full: after the next start it is tried once more.
    log.warn({ err: error }, 'a deleted message was not forgotten');
  }
}
