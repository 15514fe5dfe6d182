import type { Bot } from './bot.ts';

/** For calls that only make a chat look right: what came of them is in the log, and no more. */
export const cosmetic =
  ({ log }: Pick<Bot, 'log'>) =>
  (error: unknown): void =>
    log.debug({ error }, 'a chat could not be tidied');
