import type {
  Chat,
  ForceReply,
  Message,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  Update,
  User,
} from 'grammy/types';

export type RoomChat = Exclude<Chat, Chat.ChannelChat>;
export type RoomMessage = Message & Update.NonChannel;
/** A message's own part, without number, date, chat and sender. */
export type Content = Partial<Omit<Message, 'message_id' | 'date' | 'chat' | 'from'>>;

export interface Stored {
  message: RoomMessage;
  /** Every state the message had, the present one last. */
  readonly versions: RoomMessage[];
  deleted: boolean;
  /** Emoji by who set it. */
  readonly reactions: Map<number, string>;
}

export interface Draft {
  readonly id: number;
  readonly text: string;
  readonly entities: RoomMessage['entities'];
  readonly canStop: boolean;
  readonly at: number;
}

export type Keyboard = ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

/** Why the bot may not write here, in Telegram's words; `fresh` is a person who never wrote. */
export type Access = 'open' | 'fresh' | 'blocked' | 'deactivated' | 'kicked';

/** A chat as Telegram's server knows it. */
export interface Room {
  readonly chat: RoomChat;
  readonly messages: Map<number, Stored>;
  readonly members: Map<number, User>;
  readonly admins: Set<number>;
  lastId: number;
  access: Access;
  /** The supergroup that this group became. */
  movedTo: number | null;
  action: { readonly what: string; readonly at: number } | null;
  draft: Draft | null;
  keyboard: Keyboard | null;
  /** The message that brought the keyboard. */
  keyboardOf: number;
}

export const newRoom = (chat: RoomChat, access: Access): Room => ({
  chat,
  messages: new Map(),
  members: new Map(),
  admins: new Set(),
  lastId: 0,
  access,
  movedTo: null,
  action: null,
  draft: null,
  keyboard: null,
  keyboardOf: 0,
});

/** What stands in the room now, oldest first. */
export const present = (room: Room): Stored[] =>
  [...room.messages.values()].filter(({ deleted }) => !deleted);
