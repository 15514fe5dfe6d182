import type { Dictionary } from './dictionary.ts';
import type { Unit, UnitKind } from './units.ts';

/** Where a term stands: the word places («slots») it fills and how literally (0 to 1). */
interface Posting {
  slots: number[];
  weights: number[];
}

/**
 * The inverted index. A unit's words are its slots; a term may fill a slot literally, as the long
 * form of an abbreviation, as a part of a compound or as a concept (term `#concept`), and all slots
 * of a unit at once by the joined name (term `+hometown`).
 */
export interface Postings {
  terms: ReadonlyMap<string, number>;
  postings: readonly Readonly<Posting>[];
  /** BM25's inverse document frequency of each term over tables and over clusters. */
  rarity: Float64Array;
  clusterRarity: Float64Array;
  /** The unit of each slot, and the slot's share of its unit's rarity. */
  slotUnit: Int32Array;
  slotShare: Float64Array;
  unitTable: Int32Array;
  unitKind: readonly UnitKind[];
}

const likeness = { abbreviation: 0.95, part: 0.9, concept: 1 } as const;

/** `satscores` is sat and scores where both are known words; `customerid` is customer and id. */
export function compoundParts(word: string, known: (word: string) => boolean): string[] {
  if (word.length < 6 || known(word) || !/^[a-z]+$/.test(word)) return [];
  for (let at = word.length - 2; at >= 3; at--) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    if ((tail.length > 2 ? known(tail) : tail === 'id') && known(head)) return [head, tail];
  }
  return [];
}

/** Every term a unit answers to, as (term, slot within the unit, weight). */
function termsOf(unit: Unit, dictionary: Dictionary, known: (word: string) => boolean) {
  const found: [term: string, slot: number, weight: number][] = [];
  const { words } = unit;
  for (const [slot, word] of words.entries()) {
    found.push([word, slot, 1]);
    for (const long of dictionary.expand(word)) found.push([long, slot, likeness.abbreviation]);
    for (const part of compoundParts(word, known)) found.push([part, slot, likeness.part]);
  }
  if (unit.kind === 'sample' || unit.kind === 'verified') return found;
  const spelled = words.map((word) => dictionary.expand(word)[0] ?? word);
  for (const { at, length, concept, value } of dictionary.mentions(spelled))
    for (let slot = at; slot < at + length; slot++)
      if (!value) found.push([`#${concept}`, slot, likeness.concept]);
  if (words.length <= 4)
    for (const slot of words.keys()) found.push([`+${words.join('')}`, slot, 1]);
  return found;
}

const idf = (count: number, total: number): number =>
  Math.log(1 + (total - count + 0.5) / (count + 0.5));

/** Words that stand in at least three tables count as known when compounds are divided. */
function commonWords(units: readonly Unit[]): Set<string> {
  const tables = new Map<string, Set<number>>();
  for (const { words, table } of units)
    for (const word of words) tables.set(word, (tables.get(word) ?? new Set()).add(table));
  return new Set([...tables].filter(([, at]) => at.size >= 3).map(([word]) => word));
}

class Builder {
  readonly terms = new Map<string, number>();
  readonly postings: Posting[] = [];
  readonly holders: { tables: Set<number>; clusters: Set<number> }[] = [];
  put(term: string, slot: number, weight: number, table: number, cluster: number): void {
    const id = this.terms.get(term) ?? this.terms.size;
    if (id === this.terms.size) {
      this.terms.set(term, id);
      this.postings.push({ slots: [], weights: [] });
      this.holders.push({ tables: new Set(), clusters: new Set() });
    }
    this.postings[id]?.slots.push(slot);
    this.postings[id]?.weights.push(weight);
    this.holders[id]?.tables.add(table);
    this.holders[id]?.clusters.add(cluster);
  }
}

/** Each slot's share of its unit's rarity; the shares of a unit add up to 1. */
function shares(units: readonly Unit[], rarityOf: (word: string) => number): Float64Array {
  return Float64Array.from(
    units.flatMap(({ words }) => {
      const masses = words.map(rarityOf);
      const total = masses.reduce((sum, mass) => sum + mass, 0);
      return masses.map((mass) => mass / total);
    }),
  );
}

export function buildPostings(
  units: readonly Unit[],
  clusters: readonly number[],
  dictionary: Dictionary,
): Postings {
  const common = commonWords(units);
  const known = (word: string): boolean => dictionary.knows(word) || common.has(word);
  const builder = new Builder();
  let slots = 0;
  for (const unit of units) {
    for (const [term, slot, weight] of termsOf(unit, dictionary, known))
      builder.put(term, slots + slot, weight, unit.table, clusters[unit.table] ?? 0);
    slots += unit.words.length;
  }
  const clusterCount = new Set(clusters).size;
  const rarity = Float64Array.from(builder.holders, ({ tables }) =>
    idf(tables.size, clusters.length),
  );
  return {
    terms: builder.terms,
    postings: builder.postings,
    rarity,
    clusterRarity: Float64Array.from(builder.holders, (h) => idf(h.clusters.size, clusterCount)),
    slotUnit: Int32Array.from(units.flatMap(({ words }, at) => words.map(() => at))),
    slotShare: shares(units, (word) => rarity[builder.terms.get(word) ?? 0] ?? 1),
    unitTable: Int32Array.from(units, (unit) => unit.table),
    unitKind: units.map((unit) => unit.kind),
  };
}
