import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/main/lib/money.ts';
import { seedPrices } from '../../src/main/model/price-list.ts';
import { findPrice, type ModelPrice } from '../../src/main/model/prices.ts';

const now = '2026-06-01T00:00:00.000Z';
const price = (given: Partial<ModelPrice>): ModelPrice => ({
  model: 'm',
  validFrom: '2026-01-01T00:00:00.000Z',
  input: 1,
  cachedInput: 1,
  output: 1,
  ...given,
});

describe('findPrice', () => {
  it('takes the newest price that is valid at the moment', () => {
    const prices = [
      price({ input: 2, validFrom: '2026-03-01T00:00:00.000Z' }),
      price({ input: 1 }),
      price({ input: 3, validFrom: '2026-09-01T00:00:00.000Z' }),
    ];
    expect(findPrice(prices, 'm', now)?.input).toBe(2);
    expect(findPrice(prices, 'm', '2026-01-01T00:00:00.000Z')?.input).toBe(1);
    expect(findPrice(prices, 'm', '2025-12-31T23:59:59.999Z')).toBeNull();
  });

  it("lets the owner's price win over a newer shipped one", () => {
    const prices = [
      price({ input: 7, source: 'owner' }),
      price({ input: 2, source: 'seed', validFrom: '2026-03-01T00:00:00.000Z' }),
    ];
    expect(findPrice(prices, 'm', now)?.input).toBe(7);
  });

  it.each([
    ['models/gemini-2.5-flash', 'gemini-2.5-flash'],
    ['gemini-2.5-flash-001', 'gemini-2.5-flash'],
    ['gpt-5.4-mini-2026-03-17', 'gpt-5.4-mini'],
    ['anthropic/claude-haiku-4.5-20251001', 'anthropic/claude-haiku-4.5'],
  ])('knows %s as %s', (alias, model) => {
    expect(findPrice(seedPrices, alias, now)?.model).toBe(model);
  });

  it.each([
    'gemini-2.5-flash-preview-tts',
    'gemini-9-flash',
    'openai/gpt-5.4-mini:nitro',
    'llama3.2',
    'acme/free',
    '',
  ])('guesses nothing for %j', (model) => {
    expect(findPrice(seedPrices, model, now)).toBeNull();
  });

  it("knows OpenRouter's free variants and the practice model to cost nothing", () => {
    const usage = { input: 1e6, cached: 0, output: 1e6, thinking: 0 };
    for (const model of ['qwen/qwen3.7-plus:free', 'practice']) {
      const found = findPrice(seedPrices, model, now);
      expect(found === null ? null : costOf(usage, found)).toBe(0);
    }
  });
});

describe('the price list', () => {
  it('has the default models, each model once, and no price out of reason', () => {
    const ids = seedPrices.map(({ model }) => model);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(['gemini-flash-latest', 'gemini-flash-lite-latest', 'practice']),
    );
    for (const { model, input, cachedInput, output } of seedPrices) {
      expect([input, cachedInput, output].every(Number.isSafeInteger), model).toBe(true);
      expect(cachedInput, model).toBeLessThanOrEqual(input);
      expect(output, model).toBeGreaterThanOrEqual(input);
    }
  });
});
