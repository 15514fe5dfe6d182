import type { ChannelUse } from '../../preload/contract/channels.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { Call, Conversation } from './call.ts';

/** Both UTC days included. */
interface Days {
  from: string;
  to: string;
}

/** What people asked through a door of their own, e.g. `telegram`, from its daily sums. */
export interface DoorUse {
  byModel(door: string, days: Days): ({ model: string } & ChannelUse)[];
  byDay(door: string, days: Days): ({ day: string } & ChannelUse)[];
}

const sums = `sum(requests) AS requests, sum(failed) AS failed, sum(elapsed_ms) AS elapsedMs,
  sum(input) AS input, sum(output) AS output, sum(cost) AS cost`;

export function createDoorUse(store: CostsStore): DoorUse {
  const read = <Row>(by: 'model' | 'day') => {
    const sql = `SELECT ${by}, ${sums} FROM door_usage
      WHERE door = ? AND day BETWEEN ? AND ? GROUP BY 1 ORDER BY 1`;
    const rows = store.prepare<Row, [string, string, string]>(sql);
    return (door: string, { from, to }: Days) => rows.all(door, from, to);
  };
  return { byModel: read('model'), byDay: read('day') };
}

/** Adds a settled question to its door's sums; programs have those of their channels. */
export function prepareDoorUse(store: CostsStore): (conversation: Conversation) => void {
  const add = store.prepare<never, unknown[]>(
    `INSERT INTO door_usage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET requests = requests + excluded.requests,
       failed = failed + excluded.failed, elapsed_ms = elapsed_ms + excluded.elapsed_ms,
       input = input + excluded.input, output = output + excluded.output,
       cost = cost + excluded.cost`,
  );
  return (conversation) => {
    const { door, startedAt, outcome, elapsedMs, calls } = conversation;
    if (door === 'api') return;
    const day = startedAt.slice(0, 10);
    const whole = [1, outcome === 'error' ? 1 : 0, Math.round(elapsedMs)];
    const [first = noCall, ...rest] = calls;
    add.run(door, day, first.model, ...whole, ...spentOn(first));
    for (const call of rest) add.run(door, day, call.model, 0, 0, 0, ...spentOn(call));
  };
}

const noCall = { model: 'none', usage: { input: 0, output: 0 }, cost: 0 };

const spentOn = ({
  usage,
  cost,
}: Pick<Call, 'cost'> & { usage: { input: number; output: number } }) => [
  usage.input,
  usage.output,
  cost,
];
