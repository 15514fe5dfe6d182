import type { Person } from '../../../../preload/contract/people.ts';
import { DiwanError } from '../../../lib/errors.ts';
import { type Action, allowed, requireAllowed } from '../../../people/policy.ts';
import type { Talk } from '../talk.ts';

/** A command of the bot, in a file of its own, listed in index.ts. */
export interface Command {
  /** Without its slash; its description is `bot.command.<name>`. */
  readonly name: string;
  /** Whose menu has it and who may use it: everyone, or whom the access table lets. */
  readonly access: 'everyone' | Action;
  /** `private`: what it shows or takes is not for a group's eyes. */
  readonly where: 'anywhere' | 'private';
  /** @param args What stands behind the command, trimmed. */
  run(talk: Talk, args: string): Promise<unknown>;
}

export const mayUse = (command: Command, person: Pick<Person, 'role' | 'admin'>): boolean =>
  command.access === 'everyone' ||
  allowed(person.role, command.access) ||
  (command.access === 'administer' && person.admin);

/** @throws DiwanError `not_allowed` */
export function admit(command: Command, talk: Talk): void {
  if (command.access !== 'everyone') requireAllowed(talk.person, command.access);
  if (command.where === 'private' && talk.group)
    throw new DiwanError('not_allowed', { params: { action: 'inGroup' } });
}

/** Arguments divided by blanks; names in double quotes, straight or curly, may hold blanks. */
export function words(args: string): string[] {
  const found = args.matchAll(/["“”«»]([^"“”«»]*)["“”«»]|(\S+)/g);
  return [...found].map(([, quoted, bare]) => (quoted ?? bare ?? '').trim()).filter(Boolean);
}
