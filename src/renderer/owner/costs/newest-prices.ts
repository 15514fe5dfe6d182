import type { Price } from '../../../preload/contract/entries/budgets.ts';

/** An owner's price before a shipped one, the later before the earlier. */
export function newestPrices(prices: readonly Price[]): Price[] {
  const newest = new Map<string, Price>();
  const rank = ({ source, validFrom }: Price) => `${source === 'owner' ? 1 : 0}${validFrom}`;
  for (const price of prices) {
    const known = newest.get(price.model);
    if (!known || rank(price) > rank(known)) newest.set(price.model, price);
  }
  return [...newest.values()].sort((a, b) => a.model.localeCompare(b.model));
}
