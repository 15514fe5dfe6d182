import type { User } from 'grammy/types';
import { tellMembership } from './groups.ts';
import type { Room } from './room.ts';
import { Talker } from './talker.ts';
import type { World } from './world.ts';

export interface PersonOptions {
  /** First name; default `User <id>`. */
  name?: string;
  lastName?: string;
  username?: string;
  /** IETF tag of the person's Telegram, such as `fa`. */
  languageCode?: string;
}

/** A person and their private chat with the bot. */
export class Person extends Talker {
  readonly id: number;
  readonly #world: World;
  readonly #room: Room;
  readonly #groups = new Map<number, Talker>();

  constructor(world: World, room: Room, user: User) {
    super(world, room, user);
    this.id = user.id;
    this.#world = world;
    this.#room = room;
  }

  /** The same person in a group they are a member of. */
  in(group: { id: number }): Talker {
    const known = this.#groups.get(group.id);
    if (known) return known;
    const room = this.#world.rooms.get(group.id);
    if (!room?.members.has(this.id)) {
      throw new Error(`${this.user.first_name} is no member of ${group.id}`);
    }
    const talker = new Talker(this.#world, room, this.user);
    this.#groups.set(group.id, talker);
    return talker;
  }

  /** From now on the bot gets 403 «bot was blocked by the user». Writing again unblocks. */
  block(): void {
    this.#room.access = 'blocked';
    tellMembership(this.#world, this.#room, this.user, { from: 'member', to: 'kicked' });
  }

  unblock(): void {
    this.#room.access = 'open';
    tellMembership(this.#world, this.#room, this.user, { from: 'kicked', to: 'member' });
  }

  /** From now on the bot gets 403 «user is deactivated». */
  deactivate(): void {
    this.#room.access = 'deactivated';
  }
}

export function addPerson(world: World, id: number, options: PersonOptions): Person {
  const first_name = options.name ?? `User ${id}`;
  const names = {
    first_name,
    ...(options.lastName !== undefined && { last_name: options.lastName }),
    ...(options.username !== undefined && { username: options.username }),
  };
  const user: User = {
    id,
    is_bot: false,
    ...names,
    ...(options.languageCode !== undefined && { language_code: options.languageCode }),
  };
  const room = world.addRoom({ id, type: 'private', ...names }, 'fresh');
  room.members.set(id, user);
  room.members.set(world.bot.id, world.bot);
  world.people.set(id, user);
  return new Person(world, room, user);
}
