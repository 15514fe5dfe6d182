/** Milliseconds between looks for something new. */
export const everyMs = 10_000;
