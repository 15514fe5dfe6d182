import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/main/lib/money.ts';
import { inputTokens, worstCase } from '../../src/main/model/estimate.ts';
import { modelRequest } from '../support/models/setup.ts';

const price = { input: 75_000_000, cachedInput: 7_500_000, output: 300_000_000 };
const result = { columns: [], rows: [], cut: null, elapsedMs: 0 };

describe('the estimate', () => {
  it('takes three characters a token for text, and 1.8 where rows are quoted', () => {
    const text = 'x'.repeat(3_000);
    const chat = modelRequest({ system: '', messages: [{ role: 'user', text }] });
    expect(inputTokens(chat)).toBe(1_000 + 16);
    const facts = { kind: 'explain', question: '', language: 'en', sql: '', result } as const;
    expect(inputTokens({ ...chat, facts })).toBe(1_667 + 16);
  });

  it('counts the JSON schema', () => {
    const json = { type: 'object', description: 'y'.repeat(900) };
    expect(inputTokens(modelRequest({ json }))).toBeGreaterThan(inputTokens(modelRequest()) + 300);
  });

  it('is never below what the provider may bill', () => {
    const property = fc.property(
      fc.string(),
      fc.nat({ max: 5_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (text, maxOutputTokens, share) => {
        const request = modelRequest({ messages: [{ role: 'user', text }], maxOutputTokens });
        const output = Math.floor(maxOutputTokens * share);
        const billed = { input: Math.floor(text.length / 3), cached: 0, output, thinking: 0 };
        expect(worstCase(request, price)).toBeGreaterThanOrEqual(costOf(billed, price));
      },
    );
    fc.assert(property);
  });
});
