import type { HealthItem } from '../../preload/contract/entries/overview.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { untilAborted } from '../lib/until-aborted.ts';

/** Looks at every part again and again, and tells once of each trouble and of its end. */
export interface Monitor extends AsyncDisposable {
  /** As of the last look. */
  items(): readonly HealthItem[];
  /** False while a part fails. */
  healthy(): boolean;
  /** Looks now. */
  look(): Promise<void>;
}

export interface MonitorDeps {
  check(): Promise<HealthItem[]>;
  clock: Clock;
  log: Log;
  /** Told when a part begins to fail, and when it is well again. */
  alert(item: HealthItem, kind: 'trouble' | 'recovery'): void;
  everyMs?: number;
}

/** A part must fail at this many looks in a row: a hiccup wakes nobody. */
const looksBeforeAlert = 2;

export function createMonitor(deps: MonitorDeps): Monitor {
  const { clock, log, everyMs = 30_000 } = deps;
  const closing = new AbortController();
  const failing = new Map<HealthItem['part'], number>();
  let items: readonly HealthItem[] = [];

  const judge = (item: HealthItem): void => {
    const before = failing.get(item.part) ?? 0;
    if (item.state === 'failing') {
      failing.set(item.part, before + 1);
      if (before + 1 === looksBeforeAlert) deps.alert(item, 'trouble');
      return;
    }
    failing.delete(item.part);
    if (before >= looksBeforeAlert) deps.alert(item, 'recovery');
  };
  const look = async (): Promise<void> => {
    try {
      items = await deps.check();
      for (const item of items) judge(item);
    } catch (error) {
      log.error({ error }, 'the health of the appliance could not be looked at');
    }
  };
  const follow = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(everyMs, closing.signal);
      await look();
    }
  };
  const following = untilAborted(closing.signal, follow(), { log, what: 'watching the health' });
  return {
    items: () => items,
    healthy: () => ![...failing.values()].some((looks) => looks >= looksBeforeAlert),
    look,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await following;
    },
  };
}
