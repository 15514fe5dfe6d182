import { createHash, timingSafeEqual } from 'node:crypto';
import type { Person } from '../../preload/contract/people.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { Random } from '../lib/random.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { PeopleEvents } from './events.ts';
import type { Persons } from './person.ts';
import { allowed } from './policy.ts';

export interface Session {
  /** The bearer token, base64url; only its hash is kept. */
  token: string;
  /** UTC ISO-8601. */
  expiresAt: string;
}

export interface Sessions {
  start(userId: number): Session;
  /**
   * Who the token belongs to, as they are now.
   * @throws DiwanError `session_expired`, also for a token that never was
   */
  check(token: string): { sessionId: number; person: Person };
  /** Signing out. Nothing happens for a session that has ended. */
  end(sessionId: number): void;
  endAll(userId: number): void;
}

export interface SessionsDeps {
  store: ManagerStore;
  clock: Clock;
  random: Random;
  events: Events<PeopleEvents>;
  persons: Persons;
  /** How long a session lasts, read anew for each. */
  sessionHours: () => number;
}

interface Row {
  id: number;
  token_hash: string;
  user_id: number;
}

const tokenBytes = 32;
const hourMs = 3_600_000;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export function createSessions(deps: SessionsDeps): Sessions {
  const { store, clock, random, events, persons } = deps;
  const find = store.prepare<Row, [string, string]>(
    'SELECT id, token_hash, user_id FROM sessions WHERE token_hash = ? AND expires_at > ?',
  );
  return {
    start(userId) {
      const token = random.bytes(tokenBytes).toString('base64url');
      const expiresAt = new Date(clock.now() + deps.sessionHours() * hourMs).toISOString();
      store.transaction(() => {
        const now = isoTime(clock);
        store.run(store.query.deleteFrom('sessions').where('expires_at', '<=', now));
        const row = { user_id: userId, created_at: now, expires_at: expiresAt };
        store.run(store.query.insertInto('sessions').values({ ...row, token_hash: hashOf(token) }));
      });
      events.emit('session.started', { userId });
      return { token, expiresAt };
    },
    check(token) {
      const hash = hashOf(token);
      const row = find.first(hash, isoTime(clock));
      const known = row && timingSafeEqual(Buffer.from(row.token_hash), Buffer.from(hash));
      const person = known ? persons.byId(row.user_id) : null;
      if (!row || !person || !allowed(person.role, 'useWebView'))
        throw new DiwanError('session_expired');
      return { sessionId: row.id, person };
    },
    end(sessionId) {
      const sessions = store.query.deleteFrom('sessions').where('id', '=', sessionId);
      const ended = store.first(sessions.returning('user_id'));
      if (ended) events.emit('session.ended', { userId: ended.user_id });
    },
    endAll(userId) {
      const sessions = store.query.deleteFrom('sessions').where('user_id', '=', userId);
      if (store.run(sessions).changes > 0) events.emit('session.ended', { userId });
    },
  };
}
