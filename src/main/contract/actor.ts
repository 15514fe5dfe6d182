import { DiwanError } from '../lib/errors.ts';
import type { Actor, Persons } from '../people/person.ts';
import type { Caller } from './caller.ts';

/**
 * The caller as features know them, with the rights of the moment.
 * @throws DiwanError `session_expired`, or `not_found` for an organisation that is gone
 */
export function actorOf(persons: Persons, caller: Caller): Actor {
  if (caller.access === 'operator') return persons.operator(caller.organizationId);
  const person = caller.userId === null ? null : persons.byId(caller.userId);
  if (!person) throw new DiwanError('session_expired');
  return person;
}
