import type { Usage } from '../../preload/contract/answer.ts';
import { inputTokens, textTokens } from './estimate.ts';
import type { ModelRequest } from './model.ts';
import { addUsage, newestUsage, noUsage } from './usage.ts';

/** What one attempt has brought so far. */
export interface Progress {
  /** A piece of the answer. */
  text(piece: string): void;
  /** Running totals, as the provider reports them. */
  usage(usage: Usage): void;
}

export interface Sheet extends Progress {
  whole(): string;
  used(): Usage;
  /** True where text came but the provider never said what it cost. */
  estimated(): boolean;
  /** True where nothing came at all. */
  silent(): boolean;
}

/** One attempt's text and tokens. Text without a report is counted by our own upper guess. */
export function createSheet(request: ModelRequest): Sheet {
  const parts: string[] = [];
  let reported: Usage | null = null;
  const whole = () => parts.join('');
  return {
    text: (piece) => parts.push(piece),
    usage: (usage) => {
      reported = newestUsage(reported, usage);
    },
    whole,
    used: () =>
      reported ??
      (parts.length === 0
        ? noUsage
        : { ...noUsage, input: inputTokens(request), output: textTokens(whole()) }),
    estimated: () => reported === null && parts.length > 0,
    silent: () => reported === null && parts.length === 0,
  };
}

/** The tokens of all of a call's attempts, ended well or not. */
export function createTally(request: ModelRequest) {
  const sheets: Sheet[] = [];
  return {
    open(): Sheet {
      const sheet = createSheet(request);
      sheets.push(sheet);
      return sheet;
    },
    total: (): Usage => sheets.map((sheet) => sheet.used()).reduce(addUsage, noUsage),
    estimated: (): boolean => sheets.some((sheet) => sheet.estimated()),
  };
}

export type Tally = ReturnType<typeof createTally>;
