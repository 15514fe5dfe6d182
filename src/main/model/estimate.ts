import type { Usage } from '../../preload/contract/answer.ts';
import type { Result } from '../../preload/contract/database.ts';
import { costOf, type Nanodollars, type TokenPrice } from '../lib/money.ts';
import type { ModelRequest } from './model.ts';

// Measured as safe upper guesses: no offline tokenizer exists for most of these models.
const charactersPerToken = { text: 3, rows: 1.8 };
const tokensPerMessage = 8;

/** A safe upper guess of the tokens of plain text, in any of our languages. */
export const textTokens = (text: string): number =>
  Math.ceil(text.length / charactersPerToken.text);

/** A safe upper guess of the tokens of rows of data written as text. */
export const rowTokens = (text: string): number => Math.ceil(text.length / charactersPerToken.rows);

/** The result whose rows the prompt quotes, if any: digits and codes make more tokens than prose. */
function quotedResult(request: ModelRequest): Result | null {
  const { facts } = request;
  return facts.kind === 'explain' || facts.kind === 'mail' ? facts.result : null;
}

/** A stage's JSON schema is the same object each time. */
const schemas = new WeakMap<object, number>();

function schemaTokens(schema: object): number {
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  const tokens = textTokens(JSON.stringify(schema));
  schemas.set(schema, tokens);
  return tokens;
}

/** Input tokens the request may cost at most. Any message may be the one that quotes the rows. */
export function inputTokens(request: ModelRequest): number {
  const count = quotedResult(request) === null ? textTokens : rowTokens;
  const schema = request.json === null ? 0 : schemaTokens(request.json);
  const messages = request.messages.reduce(
    (sum, message) => sum + count(message.text) + tokensPerMessage,
    0,
  );
  return count(request.system) + messages + schema + tokensPerMessage;
}

/** The most a request may use; thinking is part of `maxOutputTokens`. */
export const worstUsage = (request: ModelRequest): Usage => ({
  input: inputTokens(request),
  cached: 0,
  output: request.maxOutputTokens,
  thinking: 0,
});

/** No model is known to write faster, its thinking included. */
const tokensPerSecond = 1_000;

/**
 * A safe upper guess of what a request used that was cut off `ms` after it was sent, before its
 * provider had said anything.
 */
export const unheardUsage = (request: ModelRequest, ms: number): Usage => {
  const output = Math.ceil((ms / 1_000) * tokensPerSecond);
  return { ...worstUsage(request), output: Math.min(request.maxOutputTokens, output) };
};

/** The most a request may cost, for reserving budget before it is sent. */
export const worstCase = (request: ModelRequest, price: TokenPrice): Nanodollars =>
  costOf(worstUsage(request), price);
