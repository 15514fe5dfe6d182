import type { ActivityItem, ActivityKind } from '../../preload/contract/activity.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { type Content, contentOf, type Recorder } from './entry.ts';
import { createRetention } from './retention.ts';
import { type ActivityFilter, createCount, createSearch } from './search.ts';
import { createChainWriter, type Written } from './writing.ts';

export interface Activity extends Disposable {
  /** Notes what happened; it is written with others after this turn of the event loop. */
  record: Recorder;
  /** Writes what waits, now. */
  flush(): void;
  /** How many entries could not be written yet. */
  backlog(): number;
  /** Newest first. */
  search(filter: ActivityFilter): ActivityItem[];
  /** How many a search would find, and the id of the newest. */
  count(filter: ActivityFilter): { total: number; newest: number | null };
  /** Empties what is older than its kind may be kept; how many entries that was. */
  retire(daysOf: (kind: ActivityKind) => number | null): number;
}

export interface ActivityDeps {
  store: ManagerStore;
  clock: Clock;
  log: Log;
  /** Signs checkpoints; null where no secrets can be kept. */
  key: Buffer | null;
  /** Is given what was written, for the log files. */
  written?: (entries: readonly Written[]) => void;
}

/** While the disk is full, this many entries wait in memory; then the oldest are given up. */
const mostWaiting = 10_000;
const entriesPerCheckpoint = 1_000;

/** The activity log: append-only, hash-chained, off the question's way. */
export function createActivity({ store, clock, log, key, written }: ActivityDeps): Activity {
  const chain = createChainWriter(store, key);
  let waiting: Content[] = [];
  let due: NodeJS.Immediate | null = null;
  let unsigned = entriesPerCheckpoint;
  let failed = false;

  const appendSigned = () =>
    store.transaction(() => {
      const entries = chain.append(waiting);
      chain.checkpoint(isoTime(clock));
      return entries;
    });

  const flush = (): void => {
    if (due) clearImmediate(due);
    due = null;
    if (waiting.length === 0) return;
    try {
      const due = unsigned + waiting.length > entriesPerCheckpoint;
      const entries = due ? appendSigned() : chain.append(waiting);
      unsigned = due ? 0 : unsigned + entries.length;
      waiting = [];
      failed = false;
      written?.(entries);
    } catch (error) {
      failed = true;
      waiting = waiting.slice(-mostWaiting);
      log.error({ error, waiting: waiting.length }, 'activity could not be written');
    }
  };

  return {
    record: (happening) => {
      try {
        waiting.push(contentOf(happening, isoTime(clock)));
        due ??= setImmediate(flush);
      } catch (error) {
        log.error({ error, kind: happening.kind }, 'activity could not be noted');
      }
    },
    flush,
    backlog: () => (failed ? waiting.length : 0),
    search: createSearch(store),
    count: createCount(store),
    retire: createRetention(store, clock, key),
    [Symbol.dispose]: () => {
      flush();
      chain.checkpoint(isoTime(clock));
    },
  };
}
