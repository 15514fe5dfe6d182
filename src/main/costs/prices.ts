import { findPrice, type ModelPrice } from '../model/prices.ts';
import type { CostsStore } from '../store/costs/costs.ts';

export type ListedPrice = ModelPrice & { source: 'seed' | 'owner' };

export interface Prices {
  /** The price of a call begun at `at` (UTC ISO-8601); null when the model has none. */
  of(model: string, at: string): ModelPrice | null;
  list(): ListedPrice[];
  /** A price of the owner's own; conversations already settled keep theirs. */
  set(price: ModelPrice): void;
  /** Whatever the owner set for a model is gone, and the seed's counts again, where there is one. */
  takeBack(model: string): void;
}

/** Prices in memory over `model_pricing`; the seed never replaces what the owner has set. */
export function createPrices(store: CostsStore, seed: readonly ModelPrice[]): Prices {
  const seeds = seed.map((price): ListedPrice => ({ ...price, source: 'seed' }));
  if (!sameSeed(load(store), seeds)) {
    store.transaction(() => {
      for (const price of seeds) save(store, price);
    });
  }
  let known = load(store);
  return {
    of: (model, at) => findPrice(known, model, at),
    list: () => [...known],
    set: (price) => {
      save(store, { ...price, source: 'owner' });
      known = load(store);
    },
    takeBack: (model) => {
      store.transaction(() => {
        const prices = store.query.deleteFrom('model_pricing').where('model', '=', model);
        store.run(prices.where('source', '=', 'owner'));
        // One of the owner's may have stood in the place of the seed's.
        for (const price of seeds) if (price.model === model) save(store, price);
      });
      known = load(store);
    },
  };
}

/** Whether this release's list is already there: most starts then write nothing. */
function sameSeed(known: readonly ListedPrice[], seeds: readonly ListedPrice[]): boolean {
  const kept = new Map(known.map((price) => [`${price.model} ${price.validFrom}`, price]));
  return seeds.every((seed) => {
    const price = kept.get(`${seed.model} ${seed.validFrom}`);
    if (price?.source === 'owner') return true;
    return (
      price?.input === seed.input &&
      price.cachedInput === seed.cachedInput &&
      price.output === seed.output
    );
  });
}

function save(store: CostsStore, price: ListedPrice): void {
  const row = toRow(price);
  store.run(
    store.query
      .insertInto('model_pricing')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['model', 'valid_from'])
          .doUpdateSet(row)
          .where(({ eb, lit }) =>
            price.source === 'owner' ? lit(true) : eb('model_pricing.source', '=', 'seed'),
          ),
      ),
  );
}

const load = (store: CostsStore): ListedPrice[] =>
  store.all(store.query.selectFrom('model_pricing').selectAll()).map((row) => ({
    model: row.model,
    validFrom: row.valid_from,
    input: row.input,
    cachedInput: row.cached_input,
    output: row.output,
    source: row.source,
  }));

const toRow = (price: ListedPrice) => ({
  model: price.model,
  valid_from: price.validFrom,
  input: price.input,
  cached_input: price.cachedInput,
  output: price.output,
  source: price.source,
});
