import { pricePerMillion } from '../lib/money.ts';
import type { ModelPrice } from './prices.ts';

/**
 * Dollars per million tokens: input, cached input, output. Where a provider has tiers by the
 * prompt's length, the tier up to 200,000 tokens, which no prompt of ours leaves.
 * `sure`: several catalogues that quote the provider's page agree; `unsure`: too new for that, or
 * an alias that moves. Every price can be edited.
 */
type Row = readonly [
  model: string,
  from: string,
  input: number,
  cached: number,
  output: number,
  known: 'sure' | 'unsure',
];

/** https://ai.google.dev/gemini-api/docs/pricing */
const gemini: readonly Row[] = [
  // The aliases move with every release; what they pointed to when this list was made.
  ['gemini-flash-latest', '2025-01-01', 0.75, 0.075, 3.75, 'unsure'],
  ['gemini-flash-lite-latest', '2025-01-01', 0.3, 0.03, 2.5, 'unsure'],
  ['gemini-pro-latest', '2025-01-01', 2, 0.2, 12, 'unsure'],
  ['gemini-3.8-flash', '2026-01-01', 0.75, 0.075, 3.75, 'unsure'],
  ['gemini-3.7-flash', '2026-01-01', 0.75, 0.075, 3.75, 'unsure'],
  ['gemini-3.6-flash', '2026-01-01', 0.75, 0.075, 3.75, 'unsure'],
  ['gemini-3.5-flash', '2026-01-01', 1.5, 0.15, 9, 'sure'],
  ['gemini-3.5-flash-lite', '2026-01-01', 0.3, 0.03, 2.5, 'unsure'],
  ['gemini-3.1-flash-lite', '2026-01-01', 0.25, 0.025, 1.5, 'sure'],
  ['gemini-3.1-pro-preview', '2026-01-01', 2, 0.2, 12, 'sure'],
  ['gemini-3-flash-preview', '2025-12-01', 0.5, 0.05, 3, 'sure'],
  ['gemini-2.5-pro', '2025-01-01', 1.25, 0.125, 10, 'sure'],
  ['gemini-2.5-flash', '2025-01-01', 0.3, 0.03, 2.5, 'sure'],
  ['gemini-2.5-flash-lite', '2025-01-01', 0.1, 0.01, 0.4, 'sure'],
];

/** https://openai.com/api/pricing, the same through OpenRouter as `openai/…`. */
const openai: readonly Row[] = [
  ['gpt-5.6-sol', '2026-01-01', 5, 0.5, 30, 'unsure'],
  ['gpt-5.6-terra', '2026-01-01', 2, 0.2, 12, 'unsure'],
  ['gpt-5.6-luna', '2026-01-01', 0.2, 0.02, 1.2, 'unsure'],
  ['gpt-5.5', '2026-01-01', 5, 0.5, 30, 'sure'],
  ['gpt-5.4', '2026-01-01', 2.5, 0.25, 15, 'sure'],
  ['gpt-5.4-mini', '2026-01-01', 0.75, 0.075, 4.5, 'sure'],
  ['gpt-5.4-nano', '2026-01-01', 0.2, 0.02, 1.25, 'sure'],
  ['gpt-5-mini', '2025-01-01', 0.25, 0.025, 2, 'sure'],
];

/** https://openrouter.ai/models; open models are cheaper or dearer by who serves them. */
const openrouter: readonly Row[] = [
  ['anthropic/claude-opus-5', '2026-01-01', 5, 0.5, 25, 'unsure'],
  ['anthropic/claude-sonnet-5', '2026-01-01', 2, 0.2, 10, 'unsure'],
  ['anthropic/claude-sonnet-4.6', '2026-01-01', 3, 0.3, 15, 'sure'],
  ['anthropic/claude-haiku-4.5', '2025-01-01', 1, 0.1, 5, 'sure'],
  ['deepseek/deepseek-v4-pro', '2026-01-01', 0.44, 0.44, 0.87, 'unsure'],
  ['deepseek/deepseek-v4-flash', '2026-01-01', 0.14, 0.14, 0.28, 'unsure'],
  ['moonshotai/kimi-k3', '2026-01-01', 3, 0.3, 15, 'unsure'],
  ['qwen/qwen3.7-plus', '2026-01-01', 0.32, 0.32, 1.28, 'unsure'],
  ['meta-llama/llama-4-scout', '2025-01-01', 0.1, 0.1, 0.3, 'unsure'],
];

const throughOpenrouter = (vendor: string, rows: readonly Row[]): Row[] =>
  rows
    .filter(([model]) => !model.endsWith('-latest'))
    .map(([model, ...rest]) => [`${vendor}/${model}`, ...rest]);

const practice: readonly Row[] = [['practice', '2025-01-01', 0, 0, 0, 'sure']];

const rows: readonly Row[] = [
  ...practice,
  ...gemini,
  ...throughOpenrouter('google', gemini),
  ...openai,
  ...throughOpenrouter('openai', openai),
  ...openrouter,
];

/** A shipped price; where `sure` is false the owner should look at the provider's page. */
export interface SeedPrice extends ModelPrice {
  sure: boolean;
}

/** What `model_pricing` is seeded with. */
export const seedPrices: readonly SeedPrice[] = rows.map(
  ([model, from, input, cached, output, known]) => ({
    model,
    validFrom: `${from}T00:00:00.000Z`,
    input: pricePerMillion(input),
    cachedInput: pricePerMillion(cached),
    output: pricePerMillion(output),
    source: 'seed',
    sure: known === 'sure',
  }),
);
