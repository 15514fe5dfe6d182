import type { ChannelUse } from '../../preload/contract/channels.ts';
import type { DoorUse } from '../costs/door-use.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

/** Both UTC days included. */
export interface Days {
  from: string;
  to: string;
}

/** All, a channel's, or a key's. */
export type UseScope = { channelId: number } | { keyId: number } | 'all';

export type ModelUse = { model: string } & ChannelUse;
export type DayUse = { day: string } & ChannelUse;

/** What channels were used for, from daily sums: as quick with ten million requests as with ten. */
export interface UseReport {
  byModel(scope: UseScope, days: Days): ModelUse[];
  byDay(scope: UseScope, days: Days): DayUse[];
  /** Of several channels, in the same few queries for any number; those not used are left out. */
  ofEach(channels: readonly number[], days: Days): Map<number, ModelUse[]>;
}

const sums = `sum(requests) AS requests, sum(failed) AS failed, sum(elapsed_ms) AS elapsedMs,
  sum(input) AS input, sum(output) AS output, sum(cost) AS cost`;

/** @param people what is asked in Telegram stands in the ledger; it is one channel of this report */
export function createUseReport(store: ManagerStore, people: DoorUse): UseReport {
  const telegram = store.prepare<{ id: number }, []>(
    "SELECT id FROM channels WHERE channel_id = 'telegram'",
  );
  const each = store.prepare<ModelUse & { id: number }, [string, string, string]>(
    `SELECT channel_id AS id, model, ${sums} FROM channel_usage
     WHERE channel_id IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ?
     GROUP BY channel_id, model ORDER BY channel_id, model`,
  );
  const read = <Row>(by: 'model' | 'day', scope: UseScope, { from, to }: Days): Row[] => {
    const [where, ...bound] = condition(scope);
    const sql = `SELECT ${by}, ${sums} FROM channel_usage WHERE day BETWEEN ? AND ? ${where} GROUP BY 1 ORDER BY 1`;
    return store.prepare<Row, (string | number)[]>(sql).all(from, to, ...bound);
  };
  const counts = (scope: UseScope): boolean =>
    scope === 'all' || ('channelId' in scope && scope.channelId === telegram.first()?.id);

  const byModel = (scope: UseScope, days: Days): ModelUse[] => {
    const own = read<ModelUse>('model', scope, days);
    if (!counts(scope)) return own;
    return sumsBy([...own, ...people.byModel('telegram', days)], ({ model }) => model);
  };

  return {
    byModel,
    byDay(scope, days) {
      const own = read<DayUse>('day', scope, days);
      return counts(scope)
        ? sumsBy([...own, ...people.byDay('telegram', days)], ({ day }) => day)
        : own;
    },
    ofEach(channels, days) {
      const rows = each.all(JSON.stringify(channels), days.from, days.to);
      const found = new Map<number, ModelUse[]>(Map.groupBy(rows, ({ id }) => id));
      const id = telegram.first()?.id;
      if (id !== undefined && channels.includes(id))
        found.set(id, byModel({ channelId: id }, days));
      return found;
    },
  };
}

/** One row for each name, in the order of names. */
export function sumsBy<Row extends ChannelUse>(
  rows: readonly Row[],
  name: (row: Row) => string,
): Row[] {
  const found = [...Map.groupBy(rows, name)].sort(([a], [b]) => (a < b ? -1 : 1));
  return found.map(([, same]) => same.reduce(added));
}

const added = <Row extends ChannelUse>(one: Row, other: Row): Row => ({
  ...one,
  requests: one.requests + other.requests,
  failed: one.failed + other.failed,
  elapsedMs: one.elapsedMs + other.elapsedMs,
  input: one.input + other.input,
  output: one.output + other.output,
  cost: one.cost + other.cost,
});

function condition(scope: UseScope): [string, ...number[]] {
  if (scope === 'all') return [''];
  return 'channelId' in scope
    ? ['AND channel_id = ?', scope.channelId]
    : ['AND key_id = ?', scope.keyId];
}
