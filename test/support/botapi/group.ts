import { tellMembership } from './groups.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import { type ChatView, view } from './view.ts';
import type { World } from './world.ts';

export interface GroupOptions {
  title: string;
  /** The first is the group's creator. */
  members: readonly Person[];
  admins?: readonly Person[];
  type?: 'group' | 'supergroup';
}

export interface Group extends ChatView {
  join(person: Person): void;
  leave(person: Person): void;
  /** A group becomes a supergroup: another chat with another id. The bot is told in both. */
  upgrade(id: number): Group;
  /** From now on the bot gets 403 «bot was kicked from the … chat». */
  removeBot(by: Person): void;
}

/** A group with the bot in it. Its id is negative, as Telegram's are. */
export function addGroup(world: World, id: number, options: GroupOptions): Group {
  const { title, members, admins = members.slice(0, 1), type = 'supergroup' } = options;
  const room = world.addRoom({ id, type, title }, 'open');
  room.members.set(world.bot.id, world.bot);
  for (const { user } of members) room.members.set(user.id, user);
  for (const { id: admin } of admins) room.admins.add(admin);
  return Object.defineProperties(view(world, room), {
    join: { value: (person: Person) => join(world, room, person) },
    leave: { value: (person: Person) => leave(world, room, person) },
    upgrade: { value: (id: number) => upgrade(world, room, id, options) },
    removeBot: {
      value: (by: Person) => {
        room.access = 'kicked';
        tellMembership(world, room, by.user, { from: 'member', to: 'kicked' });
      },
    },
  }) as Group;
}

function upgrade(world: World, room: Room, id: number, options: GroupOptions): Group {
  const { bot } = world;
  const group = addGroup(world, id, { ...options, type: 'supergroup' });
  const now = world.rooms.get(id);
  if (!now) throw new Error(`there is no chat ${id}`);
  const gone = world.addMessage(room, bot, { migrate_to_chat_id: id });
  const come = world.addMessage(now, bot, { migrate_from_chat_id: room.chat.id });
  room.movedTo = id;
  for (const message of [gone, come]) world.updates.push({ message });
  return group;
}

function join(world: World, room: Room, { user }: Person): void {
  room.members.set(user.id, user);
  const message = world.addMessage(room, user, { new_chat_members: [user] });
  world.updates.push({ message });
}

function leave(world: World, room: Room, { user }: Person): void {
  room.members.delete(user.id);
  const message = world.addMessage(room, user, { left_chat_member: user });
  world.updates.push({ message });
}
