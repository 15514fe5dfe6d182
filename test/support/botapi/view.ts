import type { MessageEntity, User } from 'grammy/types';
import type { Call } from './calls.ts';
import type { StoredFile } from './files.ts';
import type { Draft, Keyboard, Room, RoomChat, RoomMessage, Stored } from './room.ts';
import { present } from './room.ts';
import { type WaitOptions, waitFor } from './wait.ts';
import type { World } from './world.ts';

/** A message as a person sees it. */
export interface Seen {
  readonly id: number;
  readonly from: User;
  readonly fromBot: boolean;
  /** The text, or a file's caption, or ''. */
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  /** Labels of the buttons under it, row by row. */
  readonly buttons: readonly (readonly string[])[];
  readonly file: StoredFile | null;
  readonly reactions: readonly string[];
  readonly deleted: boolean;
  /** Every state it had, the present one last. */
  readonly versions: readonly RoomMessage[];
  readonly message: RoomMessage;
}

export type Pattern = string | RegExp | ((message: Seen) => boolean);

/** A chat as it stands; each property is read anew. */
export interface ChatView {
  readonly id: number;
  readonly chat: RoomChat;
  /** What stands there now, oldest first. */
  readonly messages: readonly Seen[];
  readonly fromBot: readonly Seen[];
  readonly last: Seen | undefined;
  /** Also what was deleted. */
  readonly everything: readonly Seen[];
  /** `typing` and its like: shown for 5 seconds or until a message comes. */
  readonly action: string | null;
  /** Shown for 30 seconds or until a message comes. */
  readonly draft: Draft | null;
  readonly keyboard: Keyboard | null;
  calls(method?: string): readonly Call[];
  /** A message of the bot, there or to come, with an id above `after`. A string is looked for inside. */
  sees(pattern: Pattern, options?: WaitOptions & { after?: number }): Promise<Seen>;
  waitFor<T>(
    probe: (chat: ChatView) => T | null | undefined | false,
    options?: WaitOptions,
  ): Promise<T>;
}

export function view(world: World, room: Room): ChatView {
  const self: ChatView = {
    id: room.chat.id,
    chat: room.chat,
    get messages() {
      return present(room).map((stored) => seen(world, stored));
    },
    get fromBot() {
      return self.messages.filter(({ fromBot }) => fromBot);
    },
    get last() {
      return self.messages.at(-1);
    },
    get everything() {
      return [...room.messages.values()].map((stored) => seen(world, stored));
    },
    get action() {
      return fresh(world, room.action, 5_000)?.what ?? null;
    },
    get draft() {
      return fresh(world, room.draft, 30_000);
    },
    get keyboard() {
      return room.keyboard;
    },
    calls: (method) => world.calls.list(method).filter(({ chat }) => chat === room.chat.id),
    sees: (pattern, { after = 0, ...options } = {}) =>
      waitFor(world, () => findFromBot(world, room, pattern, after), {
        what: `chat ${room.chat.id} to hold ${String(pattern)}`,
        chat: room.chat.id,
        ...options,
      }),
    waitFor: (probe, options) => waitFor(world, () => probe(self), options),
  };
  return self;
}

function findFromBot(world: World, room: Room, pattern: Pattern, after: number): Seen | null {
  for (let id = room.lastId; id > after; id -= 1) {
    const stored = room.messages.get(id);
    if (!stored || stored.deleted || stored.message.from.id !== world.bot.id) continue;
    const found = seen(world, stored);
    if (matches(found, pattern)) return found;
  }
  return null;
}

function matches(message: Seen, pattern: Pattern): boolean {
  if (typeof pattern === 'function') return pattern(message);
  return typeof pattern === 'string' ? message.text.includes(pattern) : pattern.test(message.text);
}

const fresh = <T extends { at: number }>(world: World, state: T | null, ms: number): T | null =>
  state !== null && world.clock.now() - state.at < ms ? state : null;

export function seen(world: World, { message, versions, deleted, reactions }: Stored): Seen {
  const file = message.document ?? message.photo?.at(-1) ?? message.voice ?? message.sticker;
  return {
    id: message.message_id,
    from: message.from,
    fromBot: message.from.id === world.bot.id,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: (message.reply_markup?.inline_keyboard ?? []).map((row) =>
      row.map(({ text }) => text),
    ),
    file: (file && world.files.find(file.file_id)) ?? null,
    reactions: [...reactions.values()],
    deleted,
    versions,
    message,
  };
}
