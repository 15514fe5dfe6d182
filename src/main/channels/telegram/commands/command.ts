import type { Person } from '../../../../preload/contract/people.ts';
import { DiwanError } from '../../../lib/errors.ts';
import { type Action, allowed, requireAllowed } from '../../../people/policy.ts';
import type { Talk } from '../talk.ts';

/** A command of the bot, in a file of its own, listed in index.ts. */
export interface Command {
  /** Without its slash; its description is `bot.command.<name>`. */
  readonly name: string;
  /** Who may use it: everyone, or whom the access table lets do one of these. */
  readonly access: 'everyone' | readonly [Action, ...Action[]];
  /** `private`: what it shows or takes is not for a group's eyes. */
  readonly where: 'anywhere' | 'private';
  /** Has nothing to show without an organisation, and is not offered then. */
  readonly organization?: true;
  /** Its message may hold a secret: it is deleted before anything else is done. */
  readonly secret?: true;
  /** Whether it was done already: asked again where a crash cut off its answer, it is admitted. */
  isDone?(talk: Talk, args: string): boolean;
  /** @param args What stands behind the command, trimmed. */
  run(talk: Talk, args: string): Promise<unknown>;
}

type Somebody = Pick<Person, 'role' | 'admin' | 'organization'>;

/** Whether a menu offers it. */
export function isOffered(command: Command, person: Somebody, group: boolean): boolean {
  if (group && command.where === 'private') return false;
  if (command.organization && !person.organization) return false;
  return command.access === 'everyone' || command.access.some((action) => may(person, action));
}

const may = (person: Somebody, action: Action): boolean =>
  allowed(person.role, action) || (action === 'administer' && person.admin);

/** @throws DiwanError `not_allowed`, `not_in_organization` */
export function admit(command: Command, { person, group }: Talk): void {
  const { access } = command;
  if (access !== 'everyone' && !access.some((action) => may(person, action)))
    requireAllowed(person, access[0]);
  if (command.organization && !person.organization) throw new DiwanError('not_in_organization');
  if (command.where === 'private' && group)
    throw new DiwanError('not_allowed', { params: { action: 'inGroup' } });
}
