/** Dollars as people type them, and as they are kept. */
export const nanos = (dollars: number): number => Math.round(dollars * 1_000_000_000);
export const toDollars = (amount: number): number => amount / 1_000_000_000;
