import type { Usage } from '../../preload/contract/answer.ts';

export const noUsage: Usage = { input: 0, cached: 0, output: 0, thinking: 0 };

export const addUsage = (a: Usage, b: Usage): Usage => ({
  input: a.input + b.input,
  cached: a.cached + b.cached,
  output: a.output + b.output,
  thinking: a.thinking + b.thinking,
});

export const isSpent = (usage: Usage): boolean => usage.input + usage.output > 0;

/** Providers report running totals while they stream: the highest of each count is the newest. */
export function newestUsage(known: Usage | null, next: Usage): Usage {
  if (known === null) return next;
  const input = Math.max(known.input, next.input);
  const output = Math.max(known.output, next.output);
  return {
    input,
    cached: Math.min(input, Math.max(known.cached, next.cached)),
    output,
    thinking: Math.min(output, Math.max(known.thinking, next.thinking)),
  };
}
