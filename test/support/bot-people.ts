import type { Person as Somebody } from '../../src/preload/contract/people.ts';
import type { House, Town } from './bot-house.ts';
import type { Person } from './botapi/index.ts';

const never = new AbortController().signal;

export interface Newcomer {
  id: number;
  name: string;
  languageCode?: string;
}

/** Somebody who has pressed Start and has been greeted. */
export async function started(town: Town, newcomer: Newcomer): Promise<Person> {
  const { id, ...options } = newcomer;
  const person = town.api.user(id, { languageCode: 'en', ...options });
  person.send('/start');
  await person.sees('/help');
  return person;
}

export function known(house: House, person: Person): Somebody {
  const somebody = house.people.persons.byTelegram(person.id);
  if (!somebody) throw new Error(`${person.user.first_name} is not registered`);
  return somebody;
}

/** A database of theirs, or of their organisation. */
export async function withDatabase(
  town: Town,
  house: House,
  person: Person,
  name = 'Shop',
  script?: string,
): Promise<number> {
  const connection = town.file(name, script);
  const input = { name, connection };
  const added = await house.databases.catalogue.add(known(house, person), input, never);
  return added.database.id;
}

export function asOwner(house: House, person: Person, organization: string): void {
  house.people.organizations.create(known(house, person), organization);
}

export function asMember(house: House, person: Person, owner: Person): void {
  const { code } = house.people.invitations.create(known(house, owner));
  house.people.invitations.join(known(house, person), code);
}
