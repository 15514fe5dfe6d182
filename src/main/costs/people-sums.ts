/** What each of many people spent, in the order of their ids: columns, to be read at a glance. */
export interface PeopleSums {
  users: Uint32Array;
  calls: Uint32Array;
  /** Nanodollars. */
  cost: Float64Array;
}

export type PersonDay = readonly [user: number, calls: number, cost: number];

export const nobody: PeopleSums = {
  users: new Uint32Array(),
  calls: new Uint32Array(),
  cost: new Float64Array(),
};

const bytesEach = 16;

/** Costs, users, calls, one column after the other, little-endian. */
export function pack({ users, calls, cost }: PeopleSums): Buffer {
  return Buffer.concat([cost, users, calls].map((column) => Buffer.from(column.buffer)));
}

export function unpack(packed: Buffer): PeopleSums {
  // A copy of its own, for typed arrays begin at multiples of their size.
  const { buffer } = new Uint8Array(packed);
  const count = buffer.byteLength / bytesEach;
  return {
    cost: new Float64Array(buffer, 0, count),
    users: new Uint32Array(buffer, count * 8, count),
    calls: new Uint32Array(buffer, count * 12, count),
  };
}

/** The sums with one day's more; its rows by rising user id, each user once. */
export function plusDay(sums: PeopleSums, day: readonly PersonDay[]): PeopleSums {
  const known = sums.users.length;
  const users = new Uint32Array(known + day.length);
  const calls = new Uint32Array(known + day.length);
  const cost = new Float64Array(known + day.length);
  let [at, count] = [0, 0];
  const copy = (end: number) => {
    users.set(sums.users.subarray(at, end), count);
    calls.set(sums.calls.subarray(at, end), count);
    cost.set(sums.cost.subarray(at, end), count);
    count += end - at;
    at = end;
  };
  for (const [user, moreCalls, moreCost] of day) {
    let end = at;
    while (end < known && (sums.users[end] ?? user) < user) end += 1;
    if (end > at) copy(end);
    const again = sums.users[at] === user;
    users[count] = user;
    calls[count] = moreCalls + (again ? (sums.calls[at] ?? 0) : 0);
    cost[count] = moreCost + (again ? (sums.cost[at] ?? 0) : 0);
    count += 1;
    at += Number(again);
  }
  copy(known);
  return { users: users.slice(0, count), calls: calls.slice(0, count), cost: cost.slice(0, count) };
}

export interface Ranked {
  userId: number;
  calls: number;
  cost: number;
}

const dearestFirst = (a: Ranked, b: Ranked): number =>
  b.cost - a.cost || b.calls - a.calls || a.userId - b.userId;

/** Which of the ranked: from a place on, and among these people alone where any are named. */
export interface RankedPart {
  offset: number;
  limit: number;
  among?: ReadonlySet<number> | undefined;
}

/**
 * Who called anything after `before` and up to `upto`, dearest first: how many people, and those
 * of the wanted places. Whoever is in `before` is in `upto` too.
 */
export function rank(
  upto: PeopleSums,
  before: PeopleSums,
  { offset, limit, among }: RankedPart,
): { total: number; ranked: Ranked[] } {
  const spent = between(upto, before, among);
  const total = spent.users.length;
  // Numbers alone sort ten times faster than people: only those near the part are put in order.
  const cheapest = spent.cost.slice().sort();
  const most = cheapest[total - 1 - offset];
  const least = cheapest[Math.max(0, total - offset - limit)];
  if (most === undefined || least === undefined) return { total, ranked: [] };
  const near: Ranked[] = [];
  for (let at = 0; at < total; at += 1) {
    const cost = spent.cost[at] ?? 0;
    if (cost <= most && cost >= least)
      near.push({ userId: spent.users[at] ?? 0, calls: spent.calls[at] ?? 0, cost });
  }
  const start = offset - (total - 1 - cheapest.lastIndexOf(most));
  return { total, ranked: near.sort(dearestFirst).slice(start, start + limit) };
}

/** What was called after `before` and up to `upto`; people without a call are left out. */
function between(upto: PeopleSums, before: PeopleSums, among?: ReadonlySet<number>): PeopleSums {
  const [users, calls, cost] = [upto.users.slice(), upto.calls.slice(), upto.cost.slice()];
  let [at, count] = [0, 0];
  for (let index = 0; index < upto.users.length; index += 1) {
    const user = upto.users[index] ?? 0;
    const known = before.users[at] === user;
    const called = (upto.calls[index] ?? 0) - (known ? (before.calls[at] ?? 0) : 0);
    const spent = (upto.cost[index] ?? 0) - (known ? (before.cost[at] ?? 0) : 0);
    at += Number(known);
    if (called === 0 || among?.has(user) === false) continue;
    users[count] = user;
    calls[count] = called;
    cost[count] = spent;
    count += 1;
  }
  return {
    users: users.subarray(0, count),
    calls: calls.subarray(0, count),
    cost: cost.subarray(0, count),
  };
}
