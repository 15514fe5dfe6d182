/** Safe upper guesses before a call; the bill itself comes from the provider's own count. */
const charactersPerToken = { text: 3, rows: 1.8 } as const;

/** Tokens of prose, SQL or DDL: a token for every 3 characters (UTF-16 units), rounded up. */
export const textTokens = (characters: number): number =>
  Math.ceil(characters / charactersPerToken.text);

/** Tokens of rows of data, where digits and names break into smaller pieces: 1.8 characters each. */
export const rowTokens = (characters: number): number =>
  Math.ceil(characters / charactersPerToken.rows);
