import { randomUUID } from 'node:crypto';
import type { Message } from '../model/model.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { LiveSessions } from './live-sessions.ts';

/** One user of one channel. Two channels with the same user id have two. */
export interface Session {
  /** 0 until it is stored, with its first exchange or command. */
  id: number;
  uuid: string;
  model: string | null;
  totalMessageCount: number;
}

export interface Sessions {
  find(user: ChannelUser): Session;
  /** Stores one that is new. Within a transaction of the caller's. */
  start(session: Session, key: SessionKey): void;
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
}

interface Stored {
  id: number;
  total: number;
}

export function createSessions(store: ManagerStore): Sessions {
  const find = store.prepare<Row, [number, string]>(
    `SELECT id, uuid, model, total_message_count AS total
     FROM channel_sessions WHERE channel_id = ? AND user_id = ?`,
  );
  // From the newest back, along the messages' own chain; what retention took ends it.
  const recent = store.prepare<Message, [number, number]>(
    `WITH RECURSIVE said (id, role, text, before_id, session_id, cleared, rank) AS (
       SELECT m.id, role, text, before_id, s.id, cleared_through, 1
       FROM channel_sessions s JOIN messages m
         ON m.id = last_message_id AND m.session_id = s.id AND m.id > cleared_through
       WHERE s.id = ?
       UNION ALL
       SELECT m.id, m.role, m.text, m.before_id, m.session_id, cleared, rank + 1
       FROM said JOIN messages m
         ON m.id = said.before_id AND m.session_id = said.session_id AND m.id < said.id
         AND m.id > cleared
       WHERE rank < ?)
     SELECT role, text FROM said ORDER BY rank DESC`,
  );
  const start = store.prepare<Stored, unknown[]>(
    `INSERT INTO channel_sessions
       (uuid, channel_id, user_id, model, created_at, last_activity_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel_id, user_id) DO UPDATE SET last_activity_at = excluded.last_activity_at
     RETURNING id, total_message_count AS total`,
  );
  const lastId = store.prepare<{ id: number | null }, []>('SELECT max(id) AS id FROM messages');
  const add = store.prepare<never, (number | string)[]>(
    `INSERT INTO messages (id, session_id, role, text, at, before_id) VALUES
       (?, ?, 'user', ?, ?, (SELECT last_message_id FROM channel_sessions WHERE id = ?)),
       (?, ?, 'assistant', ?, ?, ?)`,
  );
  const grow = store.prepare<Stored, [string, number, number]>(
    `UPDATE channel_sessions SET last_activity_at = ?, last_message_id = ?,
       total_message_count = total_message_count + 2
     WHERE id = ? RETURNING id, total_message_count AS total`,
  );
  const forget = store.prepare<never, [number]>(
    'UPDATE channel_sessions SET cleared_through = last_message_id WHERE id = ?',
  );
  const choose = store.prepare<never, [string, number]>(
    'UPDATE channel_sessions SET model = ? WHERE id = ?',
  );
  let newest: number | null = null;
  /** Of a question; its answer's is the next. Asked once: nobody else writes messages. */
  const nextIds = (): number => {
    newest = (newest ?? lastId.first()?.id ?? 0) + 2;
    return newest - 1;
  };
  const begin = (session: Session, { channelId, userId, now }: SessionKey): number =>
    stored(start.first(session.uuid, channelId, userId, session.model, now, now)).id;

  const live = new LiveSessions();

  return {
    find(user) {
      const known = live.find(nameOf(user));
      if (known) return known;
      const row = find.first(user.channelId, user.userId);
      if (!row) return newSession();
      const { id, uuid, model, total } = row;
      const session = { id, uuid, model, totalMessageCount: total };
      live.keep(nameOf(user), session);
      return session;
    },
    start: (session, key) => void begin(session, key),
    history(session, user, most) {
      if (session.id === 0 || most === 0) return [];
      return live.history(nameOf(user), session, most, () => recent.all(session.id, most));
    },
    exchange(session, key, [question, answer]) {
      const id = session.id === 0 ? begin(session, key) : session.id;
      const asked = nextIds();
      add.run(asked, id, question, key.now, id, asked + 1, id, answer, key.now, asked);
      return stored(grow.first(key.now, asked + 1, id)).total;
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
      forget.run(begin(session, key));
    },
    setModel(session, key, model) {
      live.forget(nameOf(key));
      choose.run(model, begin(session, key));
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
});

function stored(row: Stored | undefined): Stored {
  if (!row) throw new RangeError('a statement returned nothing');
  return row;
}
