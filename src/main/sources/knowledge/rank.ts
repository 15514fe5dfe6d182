import { coverClusters } from './cover.ts';
import type { Evidence } from './evidence.ts';
import type { Graph } from './graph.ts';

/**
 * Log-linear weights, fitted by coordinate descent on the questions of 16 of the 31 databases in
 * Spider's and BIRD's dev sets, and checked on those of the other 15.
 */
export const ranking = {
  /** Of a cluster: the evidence of all its tables, of its best three, its size, before the softmax. */
  cluster: 0.5,
  cover: 0.6,
  size: 0.9,
  /** Within a cluster: constant, evidence and named evidence as shares of the best table's. */
  bias: -2.6,
  table: 1.6,
  named: 1.4,
  /** Share of what the best three tables answer together. */
  gain: 8.5,
  /** Being the best table or sharing a foreign key with it. */
  linked: 1,
};

function softmax(values: Float64Array): Float64Array {
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = values.map((value) => Math.exp(value - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

function bestOf(members: readonly number[], score: Float64Array): number {
  let best = members[0] ?? 0;
  for (const table of members) if ((score[table] ?? 0) > (score[best] ?? 0)) best = table;
  return best;
}

/**
 * How likely the question needs each table: that its cluster is meant, times that the table is
 * among those needed there.
 */
export function rankTables(
  evidence: Evidence,
  members: readonly (readonly number[])[],
  graph: Graph,
): Float64Array {
  const likely = new Float64Array(evidence.table.length);
  const cover = coverClusters(evidence.matches, members, graph);
  const meant = softmax(
    Float64Array.from(
      members,
      (tables, cluster) =>
        ranking.cluster * (evidence.cluster[cluster] ?? 0) +
        ranking.cover * (cover.cluster[cluster] ?? 0) -
        ranking.size * Math.log(tables.length),
    ),
  );
  for (const [cluster, tables] of members.entries()) {
    const best = bestOf(tables, evidence.table);
    const most = evidence.table[best] || 1;
    const near = new Set([best, ...(graph.neighbours[best] ?? [])]);
    for (const table of tables) {
      const sum =
        ranking.bias +
        (ranking.table * (evidence.table[table] ?? 0)) / most +
        (ranking.gain * (cover.gain[table] ?? 0)) / (cover.cluster[cluster] || 1) +
        (ranking.named * (evidence.named[table] ?? 0)) / most +
        (near.has(table) ? ranking.linked : 0);
      likely[table] = (meant[cluster] ?? 0) * logistic(sum);
    }
  }
  return likely;
}
