import type { TokenPrice } from '../lib/money.ts';

/** Nanodollars per million tokens, from a moment on. */
export interface ModelPrice extends TokenPrice {
  model: string;
  /** UTC ISO-8601. */
  validFrom: string;
  /** What an owner set wins over every list that ships. Unset: a shipped one. */
  source?: 'seed' | 'owner';
}

/** A dated snapshot of a model costs what the model costs: `-001`, `-2026-03-05`, `-20260305`. */
const snapshot = /-(\d{3}|\d{8}|\d{4}-\d{2}-\d{2})$/;

/**
 * The ids under which a model's price may stand, the surest first. Only names of the very same
 * model: OpenRouter's other `:variants` and previews have prices of their own and match nothing.
 */
function priceIds(model: string): string[] {
  const id = model.replace(/^models\//, '');
  const plain = id.replace(snapshot, '');
  return plain === id ? [id] : [id, plain];
}

const free = /^[^:]+\/[^:]+:free$/;
const zero: TokenPrice = { input: 0, cachedInput: 0, output: 0 };

function newestOf(prices: readonly ModelPrice[], id: string, at: string): ModelPrice | null {
  const valid = prices.filter((price) => price.model === id && price.validFrom <= at);
  const owned = valid.filter((price) => price.source === 'owner');
  const candidates = owned.length > 0 ? owned : valid;
  return candidates.reduce<ModelPrice | null>(
    (newest, price) => (newest !== null && newest.validFrom >= price.validFrom ? newest : price),
    null,
  );
}

/**
 * The price of a model at a moment (UTC ISO-8601). Null when it is unknown: nobody guesses then,
 * tokens are counted and the cost is shown as unknown until the owner sets a price.
 */
export function findPrice(
  prices: readonly ModelPrice[],
  model: string,
  at: string,
): ModelPrice | null {
  for (const id of priceIds(model)) {
    const price = newestOf(prices, id, at);
    if (price !== null) return price;
  }
  return free.test(model) ? { ...zero, model, validFrom: at, source: 'seed' } : null;
}
