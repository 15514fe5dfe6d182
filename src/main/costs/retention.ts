import type { CostsStore } from '../store/costs/costs.ts';

const atOnce = 500;

/**
 * Deletes questions and answers of before a moment (UTC ISO-8601), some at a time; what they cost
 * stays in the sums of their days. Returns how many it was; 0 when none is left.
 */
export function prepareRetention(store: CostsStore): (before: string) => number {
  // In the order of time, nearly: the oldest are the first.
  const prune = store.prepare<never, [string]>(
    `DELETE FROM conversations WHERE id IN
       (SELECT id FROM (SELECT id, started_at FROM conversations ORDER BY id LIMIT ${atOnce})
        WHERE started_at < ?)`,
  );
  // What a power cut brings back goes again.
  return (before) => store.relaxed(() => prune.run(before));
}
