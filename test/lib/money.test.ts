import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, dollars, pricePerMillion } from '../../src/main/lib/money.ts';

const usage = (input: number, output: number, cached = 0) => ({
  input,
  cached,
  output,
  thinking: 0,
});

describe('cost of tokens', () => {
  const price = {
    input: pricePerMillion(0.075),
    cachedInput: pricePerMillion(0.01875),
    output: pricePerMillion(0.3),
  };

  it('bills the worked example to the last digit', () => {
    expect(dollars(costOf(usage(342, 0), price))).toBe('0.00002565');
    expect(dollars(costOf(usage(0, 903), price))).toBe('0.0002709');
  });

  it('agrees with decimal arithmetic for any tokens and prices', () => {
    const tokens = fc.oneof(fc.nat(200_000), fc.nat(50_000_000));
    const perMillion = fc.oneof(fc.nat(75_000_000_000), fc.nat(1_000_000_000_000));
    fc.assert(
      fc.property(
        tokens,
        tokens,
        tokens,
        perMillion,
        perMillion,
        perMillion,
        (a, b, out, i, c, o) => {
          const input = Math.max(a, b);
          const cached = Math.min(a, b);
          const exact = new Decimal(input - cached)
            .times(i)
            .plus(new Decimal(cached).times(c))
            .plus(new Decimal(out).times(o))
            .div(1_000_000)
            .toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
          const cost = costOf(usage(input, out, cached), { input: i, cachedInput: c, output: o });
          return exact.gt(Number.MAX_SAFE_INTEGER) || exact.eq(cost);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('writes any amount as the decimal it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (amount) =>
        new Decimal(dollars(amount)).times(1e9).eq(amount),
      ),
    );
    expect(dollars(0)).toBe('0.00');
    expect(dollars(1_500_000_000)).toBe('1.50');
  });
});
