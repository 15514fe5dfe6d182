import type { InlineKeyboardButton, User } from 'grammy/types';
import { present, type Room, type Stored } from './room.ts';
import { waitFor } from './wait.ts';
import type { CallbackAnswer, World } from './world.ts';

/** A button's label or callback data, a pattern of either, or data a stale client still shows. */
export type Target = string | RegExp | { data: string; message: number };

export interface Pressed {
  /** The callback query's id. */
  readonly id: string;
  readonly updateId: number | null;
  readonly answer: CallbackAnswer | null;
  /** Resolves when the bot calls answerCallbackQuery. */
  answered(timeout?: number): Promise<CallbackAnswer>;
}

export function pressButton(
  world: World,
  room: Room,
  by: User,
  target: Target,
  message: number | undefined,
): Pressed {
  const stale = typeof target === 'object' && 'data' in target;
  const found = stale ? target : findButton(room, target, message);
  const id = String(world.presses.size + 1);
  const query = {
    id,
    from: by,
    chat_instance: `instance-${room.chat.id}`,
    data: found.data,
    message: messageOf(room, found.message),
  };
  const press = { query, at: world.clock.now(), answer: null };
  world.presses.set(id, press);
  return pressed(world, id, world.updates.push({ callback_query: query }));
}

function pressed(world: World, id: string, updateId: number | null): Pressed {
  const answer = () => world.presses.get(id)?.answer ?? null;
  return {
    id,
    updateId,
    get answer() {
      return answer();
    },
    answered: (timeout) =>
      waitFor(world, answer, {
        what: `the press ${id} to be answered`,
        ...(timeout !== undefined && { timeout }),
      }),
  };
}

/** What was deleted meanwhile comes as an inaccessible message, dated 0. */
function messageOf(room: Room, id: number) {
  const stored = room.messages.get(id);
  if (stored && !stored.deleted) return stored.message;
  return { chat: room.chat, message_id: id, date: 0 as const };
}

function findButton(
  room: Room,
  target: string | RegExp,
  message: number | undefined,
): { data: string; message: number } {
  const candidates = present(room)
    .toReversed()
    .filter(({ message: { message_id } }) => message === undefined || message_id === message);
  for (const stored of candidates) {
    const button = buttons(stored).find((it) => fits(it, target));
    if (button && 'callback_data' in button) {
      return { data: button.callback_data, message: stored.message.message_id };
    }
  }
  const there = candidates.flatMap(buttons).map(({ text }) => text);
  throw new Error(`no button ${String(target)} to press; there are ${JSON.stringify(there)}`);
}

const buttons = ({ message }: Stored): InlineKeyboardButton[] =>
  message.reply_markup?.inline_keyboard.flat() ?? [];

function fits(button: InlineKeyboardButton, target: string | RegExp): boolean {
  const data = 'callback_data' in button ? button.callback_data : undefined;
  if (typeof target === 'string') return button.text === target || data === target;
  return target.test(button.text) || (data !== undefined && target.test(data));
}
