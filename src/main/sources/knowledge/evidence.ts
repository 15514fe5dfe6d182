import type { Matches } from './cover.ts';
import type { Postings } from './postings.ts';
import type { QuestionTerm } from './question.ts';
import type { UnitKind } from './units.ts';

/** How well each table and each cluster answers to a question's terms. */
export interface Evidence {
  /** Sum over the terms of the best match in the table's names and texts. */
  table: Float64Array;
  /** Sum over the terms of the best match among the cluster's tables, by rarity over clusters. */
  cluster: Float64Array;
  /** The part of `table` that the table's own name answers to. */
  named: Float64Array;
  /** What each table answers of each term, by rarity over clusters. */
  matches: Matches;
}

export const matching = {
  kind: {
    cluster: 0.4,
    table: 1,
    column: 0.8,
    note: 0.5,
    sample: 0.8,
    verified: 0.6,
    glossary: 1,
  } satisfies Record<UnitKind, number>,
  /** Of a text rather than a name: what it is worth to meet any word of it, before its coverage. */
  text: 0.5,
  /** A quoted word is seldom a name: what it says counts this much, but for sampled values. */
  quoted: 0.6,
};

/** Best weight with which any term of the question fills each slot, added up per unit (0 to 1). */
function unitCoverage(terms: readonly QuestionTerm[], postings: Postings): Float64Array {
  const filled = new Float64Array(postings.slotUnit.length);
  const coverage = new Float64Array(postings.unitTable.length);
  for (const { variants } of terms)
    for (const [id, likely] of variants) {
      const { slots, weights } = postings.postings[id] ?? { slots: [], weights: [] };
      for (let at = 0; at < slots.length; at++) {
        const slot = slots[at] ?? 0;
        const gain = likely * (weights[at] ?? 0) - (filled[slot] ?? 0);
        if (gain <= 0) continue;
        filled[slot] = (filled[slot] ?? 0) + gain;
        const unit = postings.slotUnit[slot] ?? 0;
        coverage[unit] = (coverage[unit] ?? 0) + gain * (postings.slotShare[slot] ?? 0);
      }
    }
  return coverage;
}

/** The best value seen for each place during one term; then added to the sums and forgotten. */
class Best {
  readonly sums: Float64Array;
  private readonly best: Float64Array;
  private readonly touched: number[] = [];
  constructor(count: number) {
    this.sums = new Float64Array(count);
    this.best = new Float64Array(count);
  }
  offer(place: number, value: number): void {
    const before = this.best[place] ?? 0;
    if (value <= before) return;
    if (before === 0) this.touched.push(place);
    this.best[place] = value;
  }
  settle(importance: number, tell?: (place: number, value: number) => void): void {
    for (const place of this.touched) {
      tell?.(place, importance * (this.best[place] ?? 0));
      this.sums[place] = (this.sums[place] ?? 0) + importance * (this.best[place] ?? 0);
      this.best[place] = 0;
    }
    this.touched.length = 0;
  }
}

/** What a match in each unit is worth: how much of the unit is met, and what kind it is. */
function unitWorth(terms: readonly QuestionTerm[], postings: Postings): Float64Array {
  return unitCoverage(terms, postings).map((coverage, unit) => {
    const kind = postings.unitKind[unit] ?? 'note';
    const least = coverage > 0 && (kind === 'note' || kind === 'verified') ? matching.text : 0;
    return (least + (1 - least) * coverage) * matching.kind[kind];
  });
}

/** Calls `visit` with each place where a term of the index stands and the worth of meeting it. */
function visitMatches(
  postings: Postings,
  id: number,
  worth: Float64Array,
  visit: (unit: number, match: number) => void,
): void {
  const { slots, weights } = postings.postings[id] ?? { slots: [], weights: [] };
  for (let at = 0; at < slots.length; at++) {
    const unit = postings.slotUnit[slots[at] ?? 0] ?? 0;
    visit(unit, (weights[at] ?? 0) * (worth[unit] ?? 0));
  }
}

interface Found {
  term: number;
  place: number;
  value: number;
}

function groupByTable(found: readonly Found[], tables: number, terms: number): Matches {
  const from = new Int32Array(tables + 1);
  for (const { place } of found) from[place + 1] = (from[place + 1] ?? 0) + 1;
  for (let table = 0; table < tables; table++)
    from[table + 1] = (from[table + 1] ?? 0) + (from[table] ?? 0);
  const next = from.slice();
  const term = new Int32Array(found.length);
  const value = new Float64Array(found.length);
  for (const match of found) {
    const at = next[match.place] ?? 0;
    next[match.place] = at + 1;
    term[at] = match.term;
    value[at] = match.value;
  }
  return { from, term, value, terms };
}

/** Weighs every term of the question against every unit that holds it. */
export function weighEvidence(
  terms: readonly QuestionTerm[],
  postings: Postings,
  clusters: readonly number[],
  clusterCount: number,
): Evidence {
  const worth = unitWorth(terms, postings);
  const [table, named] = [new Best(clusters.length), new Best(clusters.length)];
  const [cluster, wideTable] = [new Best(clusterCount), new Best(clusters.length)];
  const found: Found[] = [];
  for (const [term, { variants, importance, quoted }] of terms.entries()) {
    for (const [id, likely] of variants) {
      const rare = likely * (postings.rarity[id] ?? 0);
      const wide = likely * (postings.clusterRarity[id] ?? 0);
      visitMatches(postings, id, worth, (unit, met) => {
        const kind = postings.unitKind[unit];
        const match = quoted && kind !== 'sample' ? met * matching.quoted : met;
        const place = postings.unitTable[unit] ?? 0;
        table.offer(place, match * rare);
        wideTable.offer(place, match * wide);
        cluster.offer(clusters[place] ?? 0, match * wide);
        if (kind === 'table') named.offer(place, match * rare);
      });
    }
    wideTable.settle(importance, (place, value) => found.push({ term, place, value }));
    for (const part of [table, named, cluster]) part.settle(importance);
  }
  const matches = groupByTable(found, clusters.length, terms.length);
  return { table: table.sums, cluster: cluster.sums, named: named.sums, matches };
}
