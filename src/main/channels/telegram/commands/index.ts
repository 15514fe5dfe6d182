import { cancel } from './cancel.ts';
import { clear } from './clear.ts';
import type { Command } from './command.ts';
import { help } from './help.ts';
import { language } from './language.ts';
import { selectdb } from './selectdb.ts';
import { start } from './start.ts';

/** Every command, in the order of the menus. */
export const commands: readonly Command[] = [start, help, selectdb, clear, cancel, language];

export const findCommand = (name: string): Command | undefined =>
  commands.find((command) => command.name === name.toLowerCase());
