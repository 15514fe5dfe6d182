import type { Recorder } from '../audit/entry.ts';
import type { Log } from '../lib/log.ts';

export interface Polled {
  state: string;
  /** Milliseconds since the last poll ended, well or badly. */
  silentMs?: number;
  /** Updates being handled. */
  open?: number;
}

export interface WatchdogDeps {
  status(): Polled;
  restart(): Promise<void>;
  record: Recorder;
  log: Log;
}

/** Longer than any poll with its time-out. */
const longestSilenceMs = 240_000;
/** So many updates under way hold back polling by design. */
const busy = 1_000;

/** Opens the bot anew when its polling loop has gone silent. True when it did. */
export async function watchPolling({
  status,
  restart,
  record,
  log,
}: WatchdogDeps): Promise<boolean> {
  const { state, silentMs = 0, open = 0 } = status();
  if (silentMs < longestSilenceMs || open >= busy) return false;
  log.error({ state, silentMs }, 'polling has gone silent: the bot is opened anew');
  record({ kind: 'health', action: 'bot.restarted', details: { state, silentMs } });
  await restart();
  return true;
}
