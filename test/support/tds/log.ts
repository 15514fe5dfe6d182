/** What the server saw, for tests to read: who came in, and every text that was sent. */
import type { Parameter } from './rpc.ts';

export interface LoginRecord {
  user: string;
  password: string;
  database: string;
  application: string;
  server: string;
  readOnlyIntent: boolean;
  encrypted: boolean;
  windows: boolean;
  accepted: boolean;
}

export type SessionEvent =
  | { kind: 'batch' | 'rpc'; sql: string; parameters: Parameter[]; transactions: number }
  | { kind: 'transaction'; action: 'begin' | 'commit' | 'rollback' }
  | { kind: 'setting'; sql: string }
  | { kind: 'attention'; at: number }
  /** A running statement ended because of an attention. */
  | { kind: 'interrupted'; sql: string; at: number }
  | { kind: 'reset' };

export interface SessionRecord {
  id: number;
  login: LoginRecord | null;
  events: SessionEvent[];
  closed: boolean;
}

export class ServerLog {
  readonly sessions: SessionRecord[] = [];

  open(): SessionRecord {
    const record = { id: this.sessions.length + 51, login: null, events: [], closed: false };
    this.sessions.push(record);
    return record;
  }

  get logins(): LoginRecord[] {
    return this.sessions.flatMap(({ login }) => (login === null ? [] : [login]));
  }

  get events(): SessionEvent[] {
    return this.sessions.flatMap(({ events }) => events);
  }

  /** Every SQL text that came in, as sent, in the order of sessions. */
  get texts(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'batch' || event.kind === 'rpc' ? [event.sql] : [],
    );
  }

  clear(): void {
    for (const session of this.sessions) session.events.length = 0;
  }
}
