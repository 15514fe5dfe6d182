import type { PollingState } from './polling.ts';

export interface TelegramStatus {
  state: PollingState;
  /** Without the @. */
  username: string;
  /** Updates being handled, questions included. */
  open: number;
  /** Calls that wait to be sent or for their answer. */
  outgoing: number;
  /** Milliseconds since the last poll ended, well or badly. */
  silentMs: number;
}
