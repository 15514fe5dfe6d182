import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { untilAborted } from '../lib/until-aborted.ts';

/** What is used of electron-updater. */
export interface Updater {
  setFeedURL(feed: { provider: 'generic'; url: string }): void;
  checkForUpdates(): Promise<unknown>;
  on(event: 'update-downloaded', heard: (told: { version: string }) => void): unknown;
}

export interface UpdatesDeps {
  /** Where new versions are published; null: nothing is looked for. */
  feed(): string | null;
  /** Loaded when it is first needed. */
  load(): Promise<Updater>;
  /** It is there, and will be put in place when Diwan is quit. */
  ready(version: string): void;
  clock: Clock;
  log: Log;
}

export interface Updates extends Disposable {
  /** Looks now: at the start, and when the feed has changed. */
  look(): Promise<void>;
}

const everyMs = 24 * 3_600_000;

/** Looks for new versions once a day, where the operator has named a place for them. */
export function openUpdates({ feed, load, ready, clock, log }: UpdatesDeps): Updates {
  const closing = new AbortController();
  let updater: Promise<Updater> | null = null;
  const loaded = async () => {
    const found = await load();
    found.on('update-downloaded', ({ version }) => ready(version));
    return found;
  };
  const look = async () => {
    const url = feed();
    if (url === null) return;
    try {
      updater ??= loaded();
      const found = await updater;
      found.setFeedURL({ provider: 'generic', url });
      await found.checkForUpdates();
    } catch (error) {
      log.warn({ error, url }, 'no update was found');
    }
  };
  const daily = async () => {
    for (;;) {
      await clock.sleep(everyMs, closing.signal);
      await look();
    }
  };
  void untilAborted(closing.signal, daily(), { log, what: 'looking for updates' });
  return { look, [Symbol.dispose]: () => closing.abort() };
}
