import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** One look at a running process. */
export interface Sample {
  /** Seconds since the gauge began. */
  at: number;
  /** Resident megabytes of the process itself, and of the children it holds. */
  megabytes: number;
  childMegabytes: number;
  handles: number;
  sockets: number;
  /** Seconds of processor time so far. */
  cpu: number;
}

export interface Gauge extends Disposable {
  readonly samples: readonly Sample[];
}

/** Megabytes that the engine's heap held at a moment, what waits to be collected included. */
export interface Held {
  at: number;
  megabytes: number;
}

/** Asks the appliance itself every so many milliseconds; `held` gives bytes. */
export function startHeapGauge(
  held: () => Promise<number>,
  everyMs: number,
): Disposable & { readonly held: readonly Held[] } {
  const all: Held[] = [];
  const began = performance.now();
  const look = async () => {
    const bytes = await held();
    all.push({ at: (performance.now() - began) / 1_000, megabytes: bytes / 1_048_576 });
  };
  const timer = setInterval(() => {
    // It has just ended: the last one stands.
    look().catch(() => undefined);
  }, everyMs);
  return { held: all, [Symbol.dispose]: () => clearInterval(timer) };
}

/** The least of each half: what stays when all that can be collected is. */
export function leastOf(held: readonly Held[]): { first: number; last: number } {
  const half = Math.ceil(held.length / 2);
  const least = (some: readonly Held[]) => Math.min(...some.map(({ megabytes }) => megabytes));
  return { first: least(held.slice(0, half)), last: least(held.slice(-half)) };
}

/** Looks at a process every so many milliseconds, by Linux's /proc. */
export function startGauge(pid: number, everyMs: number): Gauge {
  const samples: Sample[] = [];
  const began = performance.now();
  const look = () => {
    try {
      samples.push({ at: (performance.now() - began) / 1_000, ...lookAt(pid) });
    } catch {
      // It has just ended: the last sample stands.
    }
  };
  look();
  const timer = setInterval(look, everyMs);
  return { samples, [Symbol.dispose]: () => clearInterval(timer) };
}

function lookAt(pid: number): Omit<Sample, 'at'> {
  const handles = readdirSync(`/proc/${pid}/fd`);
  const sockets = handles.filter((fd) => linkOf(pid, fd).startsWith('socket:')).length;
  const children = childrenOf(pid);
  const childMegabytes = children.reduce((sum, child) => sum + megabytesOf(child), 0);
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const cpu = (Number(fields[11]) + Number(fields[12])) / 100;
  const megabytes = megabytesOf(pid);
  return { megabytes, childMegabytes, handles: handles.length, sockets, cpu };
}

function linkOf(pid: number, fd: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    return '';
  }
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

function megabytesOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

export interface Trend {
  /** Means of the first and last third. */
  first: number;
  last: number;
  /** Least squares: units an hour. */
  perHour: number;
}

/** How a row of values moves. */
export function trendOf(points: readonly { at: number; value: number }[]): Trend {
  const third = Math.max(1, Math.floor(points.length / 3));
  const first = mean(points.slice(0, third).map(({ value }) => value));
  const last = mean(points.slice(-third).map(({ value }) => value));
  const x = mean(points.map(({ at }) => at));
  const y = mean(points.map(({ value }) => value));
  const over = points.reduce((sum, { at, value }) => sum + (at - x) * (value - y), 0);
  const under = points.reduce((sum, { at }) => sum + (at - x) ** 2, 0);
  return { first, last, perHour: under === 0 ? 0 : (over / under) * 3_600 };
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
