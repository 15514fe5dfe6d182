import type { ConversationItem } from '../../../preload/contract/costs.ts';
import type { QuestionItem } from '../../../preload/contract/entries/overview.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlerDeps } from './deps.ts';

/** Questions with the names of who asked and what was asked, as far as the caller may know them. */
export function questionItems(
  { people, databases }: Pick<HandlerDeps, 'people' | 'databases'>,
  caller: Caller,
  items: readonly ConversationItem[],
): QuestionItem[] {
  const known = databases.catalogue.list(actorOf(people.persons, caller));
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return items.map((item) => ({
    ...item,
    userName: item.userId === null ? null : (people.persons.byId(item.userId)?.name ?? null),
    databaseName: item.databaseId === null ? null : (names.get(item.databaseId) ?? null),
  }));
}
