import type { Usage } from '../../preload/contract/answer.ts';

/** An integer number of nanodollars (1e-9 USD). Safe up to nine million dollars. */
export type Nanodollars = number;

/**
 * Dollars per million tokens, each as an integer number of nanodollars per million tokens
 * ($0.075 is 75,000,000), so that every price a provider lists is held exactly.
 */
export interface TokenPrice {
  input: number;
  cachedInput: number;
  output: number;
}

const tokensPerPrice = 1_000_000;
const nanosPerDollar = 1_000_000_000;

/** Sums of products below this are exact as numbers; BigInt, ten times slower, takes the rest. */
const exactBelow = Number.MAX_SAFE_INTEGER - tokensPerPrice;

/** Whole nanodollars of `tokens × price`, the rest dropped. */
const wholeOf = (sum: number): Nanodollars => (sum - (sum % tokensPerPrice)) / tokensPerPrice;
const wholeOfMany = (sum: bigint): Nanodollars => Number(sum / BigInt(tokensPerPrice));

/**
 * `cost = tokens × price`, summed over the kinds of token and rounded once, half up, to a
 * nanodollar. `usage.input` includes the cached tokens, `usage.output` the thinking ones.
 */
export function costOf({ input, cached, output }: Usage, price: TokenPrice): Nanodollars {
  const half = tokensPerPrice / 2;
  const fresh = input - cached;
  const sum = fresh * price.input + cached * price.cachedInput + output * price.output;
  if (fresh >= 0 && sum < exactBelow) return wholeOf(sum + half);
  return wholeOfMany(
    BigInt(fresh) * BigInt(price.input) +
      BigInt(cached) * BigInt(price.cachedInput) +
      BigInt(output) * BigInt(price.output) +
      BigInt(half),
  );
}

/**
 * What each side made of a cost. Input and cached are rounded down and the output is the rest, so
 * that the sides add up to the whole.
 */
export function costSides(
  usage: Usage,
  price: TokenPrice,
): { input: Nanodollars; cached: Nanodollars; output: Nanodollars } {
  const input = partOf(usage.input - usage.cached, price.input);
  const cached = partOf(usage.cached, price.cachedInput);
  return { input, cached, output: costOf(usage, price) - input - cached };
}

function partOf(tokens: number, perMillion: number): Nanodollars {
  const sum = tokens * perMillion;
  if (Math.abs(sum) < exactBelow) return wholeOf(sum);
  return wholeOfMany(BigInt(tokens) * BigInt(perMillion));
}

/** Dollars as a provider lists them, to nanodollars per million tokens. */
export const pricePerMillion = (dollars: number): number => Math.round(dollars * nanosPerDollar);

/** Exact decimal dollars, e.g. `25650` to `0.00002565`; no trailing zeros, at least two decimals. */
export function dollars(amount: Nanodollars): string {
  const sign = amount < 0 ? '-' : '';
  const digits = Math.abs(amount).toString().padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '').padEnd(2, '0');
  return `${sign}${digits.slice(0, -9)}.${fraction}`;
}
