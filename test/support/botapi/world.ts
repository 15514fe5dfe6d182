import type { CallbackQuery, User, UserFromGetMe } from 'grammy/types';
import type { Clock } from '../../../src/main/lib/clock.ts';
import { CallLog } from './calls.ts';
import { CommandBook } from './commands.ts';
import { Events } from './events.ts';
import { badRequest, forbidden, upgraded } from './failure.ts';
import { FaultBox } from './faults.ts';
import { FileStore } from './files.ts';
import type { RateLimiter } from './limits.ts';
import {
  type Content,
  newRoom,
  type Room,
  type RoomChat,
  type RoomMessage,
  type Stored,
} from './room.ts';
import { UpdateQueue } from './updates.ts';

export interface CallbackAnswer {
  text: string;
  alert: boolean;
  url: string | null;
}

export interface Press {
  readonly query: CallbackQuery;
  readonly at: number;
  answer: CallbackAnswer | null;
}

export interface WorldOptions {
  clock: Clock;
  bot: UserFromGetMe;
  limiter: RateLimiter | null;
  keepCalls: number;
  keepMessages: number;
}

/** All that Telegram's server would know: people, chats, messages, updates, files, menus. */
export class World {
  readonly clock: Clock;
  readonly bot: UserFromGetMe;
  readonly limiter: RateLimiter | null;
  readonly events = new Events();
  readonly updates: UpdateQueue;
  readonly calls: CallLog;
  readonly files = new FileStore();
  readonly commands = new CommandBook();
  readonly faults = new FaultBox();
  readonly rooms = new Map<number, Room>();
  readonly people = new Map<number, User>();
  readonly presses = new Map<string, Press>();
  /** Names and descriptions the bot gave itself, by field and language. */
  readonly profile = new Map<string, string>();
  readonly #keepMessages: number;

  constructor(options: WorldOptions) {
    this.clock = options.clock;
    this.bot = options.bot;
    this.limiter = options.limiter;
    this.#keepMessages = options.keepMessages;
    this.calls = new CallLog(this.events, options.keepCalls);
    this.updates = new UpdateQueue(this.events, options.clock);
  }

  /** Unix time in seconds, as messages carry it. */
  seconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  addRoom(chat: RoomChat, access: Room['access']): Room {
    const room = newRoom(chat, access);
    this.rooms.set(chat.id, room);
    return room;
  }

  /** A chat the bot may see. Throws 400 «chat not found». */
  room(id: number): Room {
    const room = this.rooms.get(id);
    if (!room || (room.access === 'fresh' && !this.#shares(id))) throw badRequest('chat not found');
    return room;
  }

  /** A chat the bot may write to. Throws 400 or 403 in Telegram's words. */
  openRoom(id: number): Room {
    const room = this.room(id);
    if (room.movedTo !== null) throw upgraded(room.movedTo);
    if (room.access === 'blocked') throw forbidden('bot was blocked by the user');
    if (room.access === 'deactivated') throw forbidden('user is deactivated');
    if (room.access === 'fresh') throw forbidden("bot can't initiate conversation with a user");
    if (room.access === 'kicked') {
      throw forbidden(`bot was kicked from the ${room.chat.type} chat`);
    }
    return room;
  }

  addMessage(room: Room, from: User, content: Content): RoomMessage {
    room.lastId += 1;
    const head = { message_id: room.lastId, date: this.seconds(), chat: room.chat, from };
    const message: RoomMessage = { ...content, ...head };
    room.messages.set(room.lastId, {
      message,
      versions: [message],
      deleted: false,
      reactions: new Map(),
    });
    this.#forget(room);
    this.events.emit({ what: 'message', chat: room.chat.id, id: room.lastId });
    return message;
  }

  /** Puts a new state in the place of a message's old one. */
  replaceMessage(room: Room, stored: Stored, message: RoomMessage): void {
    stored.message = message;
    stored.versions.push(message);
    this.events.emit({ what: 'edit', chat: room.chat.id, id: message.message_id });
  }

  deleteMessage(room: Room, stored: Stored): void {
    stored.deleted = true;
    this.events.emit({ what: 'delete', chat: room.chat.id, id: stored.message.message_id });
  }

  #forget(room: Room): void {
    for (const id of room.messages.keys()) {
      if (room.messages.size <= this.#keepMessages) return;
      room.messages.delete(id);
    }
  }

  /** True if the bot knows a person from a common group. */
  #shares(person: number): boolean {
    return [...this.rooms.values()].some(
      (room) => room.chat.type !== 'private' && room.members.has(person),
    );
  }
}
