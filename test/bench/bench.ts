/** One figure of a scenario; `limit` is what it is held against in the same run, in its unit. */
export interface Figure {
  metric: string;
  value: number;
  unit: string;
  limit: number | null;
  /** Whether a good value lies below the limit or above it. */
  good?: 'below' | 'above';
}

export interface Scenario {
  name: string;
  rows: Figure[];
}

export const figure = (
  metric: string,
  value: number,
  unit: string,
  limit: number | null = null,
  good: 'below' | 'above' = 'below',
): Figure => ({ metric, value: Number(value.toPrecision(4)), unit, limit, good });

export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds each call took, one after another. */
export async function timeEach(times: number, work: (n: number) => unknown): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await work(n);
    taken.push(performance.now() - began);
  }
  return taken;
}

/** How often a second `work` runs, over at least `seconds`. */
export function rateOf(work: () => unknown, seconds = 1): number {
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < seconds * 1_000) {
    work();
    count += 1;
  }
  return (count * 1_000) / (performance.now() - began);
}

const mark = ({ value, limit, good }: Figure): string => {
  if (limit === null) return '';
  return (good === 'above' ? value >= limit : value <= limit) ? 'ok' : 'MISSED';
};

/** The scenarios as a table for people. */
export function table(scenarios: readonly Scenario[]): string {
  const lines = scenarios.flatMap((scenario) => [
    scenario.name,
    ...scenario.rows.map((row) => {
      const limit = row.limit === null ? '' : `${row.good === 'above' ? '≥' : '≤'} ${row.limit}`;
      return `  ${row.metric.padEnd(58)} ${String(row.value).padStart(12)} ${row.unit.padEnd(12)} ${limit.padEnd(12)} ${mark(row)}`;
    }),
  ]);
  return `${lines.join('\n')}\n`;
}
