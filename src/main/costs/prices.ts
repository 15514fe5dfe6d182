import type { TokenPrice } from '../lib/money.ts';
import type { CostsStore } from '../store/costs/costs.ts';

export interface ListedPrice extends TokenPrice {
  model: string;
  /** UTC ISO-8601: the price of calls begun at or after this time. */
  validFrom: string;
  source: 'seed' | 'owner';
}

export interface Prices {
  /** The price of a call begun at `at` (UTC ISO-8601); null when the model has none. */
  of(model: string, at: string): TokenPrice | null;
  list(): ListedPrice[];
  /** A price of the owner's own; conversations already settled keep theirs. */
  set(price: Omit<ListedPrice, 'source'>): void;
}

/** Prices in memory over `model_pricing`; the seed never replaces what the owner has set. */
export function createPrices(
  store: CostsStore,
  seed: readonly Omit<ListedPrice, 'source'>[],
): Prices {
  const save = (price: ListedPrice) =>
    store.run(
      store.query
        .insertInto('model_pricing')
        .values(toRow(price))
        .onConflict((conflict) =>
          conflict
            .columns(['model', 'valid_from'])
            .doUpdateSet(toRow(price))
            .where((where) =>
              price.source === 'owner'
                ? where.lit(true)
                : where('model_pricing.source', '=', 'seed'),
            ),
        ),
    );
  const load = () =>
    Map.groupBy(
      store
        .all(store.query.selectFrom('model_pricing').selectAll().orderBy('valid_from', 'desc'))
        .map(fromRow),
      (price) => price.model,
    );

  store.transaction(() => {
    for (const price of seed) save({ ...price, source: 'seed' });
  });
  let known = load();

  return {
    of: (model, at) => known.get(model)?.find((price) => price.validFrom <= at) ?? null,
    list: () => [...known.values()].flat(),
    set: (price) => {
      save({ ...price, source: 'owner' });
      known = load();
    },
  };
}

const toRow = (price: ListedPrice) => ({
  model: price.model,
  valid_from: price.validFrom,
  input: price.input,
  cached_input: price.cachedInput,
  output: price.output,
  source: price.source,
});

const fromRow = (row: ReturnType<typeof toRow>): ListedPrice => ({
  model: row.model,
  validFrom: row.valid_from,
  input: row.input,
  cachedInput: row.cached_input,
  output: row.output,
  source: row.source,
});
