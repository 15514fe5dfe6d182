import { randomUUID } from 'node:crypto';
import type { Message } from '../model/model.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { LiveSessions } from './live-sessions.ts';

/** One user of one channel. Two channels with the same user id have two. */
export interface Session {
  /** 0 until it is stored, with its first exchange. */
  id: number;
  uuid: string;
  model: string | null;
  totalMessageCount: number;
  clearedThrough: number;
}

export interface Sessions {
  find(user: ChannelUser): Session;
  /** The newest messages the model is reminded of, oldest first. */
  history(session: Session, user: ChannelUser, most: number): Message[];
  /** Stores question and answer; returns the new total. Within a transaction of the caller's. */
  exchange(session: Session, key: SessionKey, texts: Exchange): number;
  /** Once that transaction is on the disk. */
  exchanged(session: Session, user: ChannelUser, texts: Exchange, total: number): void;
  /** The model forgets what was said; the messages and their count stay. */
  clear(session: Session, key: SessionKey): void;
  setModel(session: Session, key: SessionKey, model: string): void;
  /** Messages were deleted from outside. */
  forget(): void;
}

/** Question and answer. */
export type Exchange = readonly [string, string];

export interface ChannelUser {
  channelId: number;
  userId: string;
}

export interface SessionKey extends ChannelUser {
  /** UTC ISO-8601. */
  now: string;
}

interface Row {
  id: number;
  uuid: string;
  model: string | null;
  total: number;
  cleared: number;
}

export function createSessions(store: ManagerStore): Sessions {
  const find = store.prepare<Row, [number, string]>(
    `SELECT id, uuid, model, total_message_count AS total, cleared_through AS cleared
     FROM channel_sessions WHERE channel_id = ? AND user_id = ?`,
  );
  const recent = store.prepare<Message, [number, number, number]>(
    'SELECT role, text FROM messages WHERE session_id = ? AND id > ? ORDER BY id DESC LIMIT ?',
  );
  const upsert = store.prepare<{ id: number; total: number }, unknown[]>(
    `INSERT INTO channel_sessions
       (uuid, channel_id, user_id, model, total_message_count, created_at, last_activity_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel_id, user_id) DO UPDATE SET last_activity_at = excluded.last_activity_at,
       total_message_count = total_message_count + excluded.total_message_count
     RETURNING id, total_message_count AS total`,
  );
  const add = store.prepare<never, (number | string)[]>(
    `INSERT INTO messages (session_id, role, text, at)
     VALUES (?, 'user', ?, ?), (?, 'assistant', ?, ?)`,
  );
  const forget = store.prepare<never, [number, number]>(
    `UPDATE channel_sessions SET cleared_through =
       ifnull((SELECT max(id) FROM messages WHERE session_id = ?), 0) WHERE id = ?`,
  );
  const choose = store.prepare<never, [string, number]>(
    'UPDATE channel_sessions SET model = ? WHERE id = ?',
  );
  const touch = (session: Session, { channelId, userId, now }: SessionKey, added: number) => {
    const kept = upsert.first(session.uuid, channelId, userId, session.model, added, now, now);
    if (!kept) throw new RangeError('an upsert returned nothing');
    return kept;
  };

  const live = new LiveSessions();

  return {
    find(user) {
      const known = live.find(nameOf(user));
      if (known) return known;
      const row = find.first(user.channelId, user.userId);
      if (!row) return newSession();
      const { id, uuid, model, total, cleared } = row;
      const session = { id, uuid, model, totalMessageCount: total, clearedThrough: cleared };
      live.keep(nameOf(user), session);
      return session;
    },
    history(session, user, most) {
      if (session.id === 0 || most === 0) return [];
      const read = () => recent.all(session.id, session.clearedThrough, most).reverse();
      return live.history(nameOf(user), session, most, read);
    },
    exchange(session, key, [question, answer]) {
      const { id, total } = touch(session, key, 2);
      add.run(id, question, key.now, id, answer, key.now);
      return total;
    },
    exchanged(session, user, [question, answer], total) {
      const messages: Message[] = [
        { role: 'user', text: question },
        { role: 'assistant', text: answer },
      ];
      live.said(nameOf(user), session, messages, total);
    },
    clear(session, key) {
      live.forget(nameOf(key));
      const { id } = touch(session, key, 0);
      forget.run(id, id);
    },
    setModel(session, key, model) {
      live.forget(nameOf(key));
      const { id } = touch(session, key, 0);
      choose.run(model, id);
    },
    forget: () => live.clear(),
  };
}

const nameOf = ({ channelId, userId }: ChannelUser): string => `${channelId}:${userId}`;

const newSession = (): Session => ({
  id: 0,
  uuid: randomUUID(),
  model: null,
  totalMessageCount: 0,
  clearedThrough: 0,
});
