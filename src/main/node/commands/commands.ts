import type { Command } from './command.ts';

/** Every command, listed by hand. */
export const commands: Command[] = [];
