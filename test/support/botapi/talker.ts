import type { BotCommand, User } from 'grammy/types';
import type { NewFile } from './files.ts';
import { format } from './format/formatted.ts';
import { botReads } from './groups.ts';
import { documentOf, photoOf } from './methods/media.ts';
import { ownContent, withoutReply } from './methods/send.ts';
import { type Pressed, pressButton, type Target } from './press.ts';
import type { Content, Room, RoomMessage, Stored } from './room.ts';
import { type ChatView, type Pattern, type Seen, view } from './view.ts';
import type { WaitOptions } from './wait.ts';
import type { World } from './world.ts';

/** What a person did and the update the bot gets of it; null where the bot does not get it. */
export interface Sent {
  readonly id: number;
  readonly updateId: number | null;
  readonly message: RoomMessage;
}

export interface SendOptions {
  /** The id of a message in the same chat. */
  replyTo?: number;
}

/** A person in one chat: does what a person can do there. */
export class Talker {
  readonly user: User;
  readonly chat: ChatView;
  readonly #world: World;
  readonly #room: Room;
  #lastSent = 0;

  constructor(world: World, room: Room, user: User) {
    this.#world = world;
    this.#room = room;
    this.user = user;
    this.chat = view(world, room);
  }

  /** Longer texts Telegram's own clients split before they send them. */
  send(text: string, options: SendOptions = {}): Sent {
    if (text.length > 4096) throw new Error('a person can send 4,096 characters at once');
    const formatted = format({ text });
    const entities = formatted.entities.length > 0 ? { entities: formatted.entities } : {};
    return this.#send({ text: formatted.text, ...entities }, options);
  }

  sendDocument(file: NewFile, caption = '', options: SendOptions = {}): Sent {
    const stored = this.#world.files.add('documents', file);
    return this.#send({ document: documentOf(stored), ...(caption && { caption }) }, options);
  }

  sendPhoto(file: NewFile, caption = '', options: SendOptions = {}): Sent {
    const stored = this.#world.files.add('photos', file);
    return this.#send({ photo: photoOf(stored), ...(caption && { caption }) }, options);
  }

  sendVoice(seconds = 3): Sent {
    const bytes = Buffer.from('OggS stand-in');
    const file = this.#world.files.add('voice', { name: 'voice.oga', type: 'audio/ogg', bytes });
    const { file_id, file_unique_id, file_size } = documentOf(file);
    return this.#send({ voice: { file_id, file_unique_id, file_size, duration: seconds } });
  }

  sendSticker(emoji = '👍'): Sent {
    const bytes = Buffer.from('RIFF stand-in');
    const file = this.#world.files.add('stickers', { name: 'sticker.webp', bytes });
    const { file_id, file_unique_id, file_size } = documentOf(file);
    const look = {
      type: 'regular',
      width: 512,
      height: 512,
      is_animated: false,
      is_video: false,
    } as const;
    return this.#send({ sticker: { file_id, file_unique_id, file_size, ...look, emoji } });
  }

  sendContact(phone: string): Sent {
    const { id, first_name } = this.user;
    return this.#send({ contact: { phone_number: phone, first_name, user_id: id } });
  }

  sendLocation(latitude: number, longitude: number): Sent {
    return this.#send({ location: { latitude, longitude } });
  }

  /** Forwards a message from any chat into this one. */
  forward(message: Seen): Sent {
    const { from, date } = message.message;
    const origin = { type: 'user', sender_user: from, date } as const;
    return this.#send({ ...ownContent(message.message), forward_origin: origin });
  }

  /** Changes the text of a message of one's own. */
  edit(id: number, text: string): Sent {
    const stored = this.#own(id);
    const { entities: _, ...rest } = stored.message;
    const formatted = format({ text });
    const found = formatted.entities.length > 0 ? { entities: formatted.entities } : {};
    const edit_date = this.#world.seconds();
    const message = { ...rest, text: formatted.text, ...found, edit_date };
    this.#world.replaceMessage(this.#room, stored, message);
    const read = botReads(this.#world, this.#room, message);
    const updateId = read ? this.#world.updates.push({ edited_message: message }) : null;
    return { id, updateId, message };
  }

  /** Deletes a message for everyone; bots are not told. */
  delete(id: number): void {
    const stored = this.#room.messages.get(id);
    if (!stored || stored.deleted) throw new Error(`there is no message ${id} to delete`);
    this.#world.deleteMessage(this.#room, stored);
  }

  /** Presses a button by its label or data: the newest message that has it, or a given one. */
  press(target: Target, options: { message?: number } = {}): Pressed {
    return pressButton(this.#world, this.#room, this.user, target, options.message);
  }

  /** Stops the draft being written, as the Stop button does. */
  stop(): number | null {
    const { draft } = this.chat;
    if (!draft?.canStop || this.#room.chat.type !== 'private') {
      throw new Error('there is no draft to stop');
    }
    const { chat } = this.#room;
    this.#room.draft = null;
    this.#world.events.emit({ what: 'draft', chat: chat.id });
    return this.#world.updates.push({ stopped_message_generation: { chat, draft_id: draft.id } });
  }

  /** Waits for a message of the bot that came after what this person sent last. */
  sees(pattern: Pattern, options: WaitOptions & { after?: number } = {}): Promise<Seen> {
    return this.chat.sees(pattern, { after: this.#lastSent, ...options });
  }

  /** The command menu as this person sees it here. */
  get menu(): readonly BotCommand[] {
    const { id, language_code: language = '' } = this.user;
    const admin = this.#room.admins.has(id);
    return this.#world.commands.seen(this.#room.chat, { id, language, admin });
  }

  #send(content: Content, { replyTo }: SendOptions = {}): Sent {
    if (this.#room.access === 'fresh' || this.#room.access === 'blocked') {
      this.#room.access = 'open';
    }
    const replied = replyTo === undefined ? undefined : this.#room.messages.get(replyTo)?.message;
    const reply = replied ? { reply_to_message: withoutReply(replied) } : {};
    const message = this.#world.addMessage(this.#room, this.user, { ...content, ...reply });
    this.#lastSent = message.message_id;
    const read = botReads(this.#world, this.#room, message);
    const updateId = read ? this.#world.updates.push({ message }) : null;
    return { id: message.message_id, updateId, message };
  }

  #own(id: number): Stored {
    const stored = this.#room.messages.get(id);
    if (!stored || stored.deleted || stored.message.from.id !== this.user.id) {
      throw new Error(`message ${id} is not ${this.user.first_name}'s to edit`);
    }
    return stored;
  }
}
