import type { CallbackQuery } from 'grammy/types';
import { DiwanError } from '../../../lib/errors.ts';
import type { Bot } from '../bot.ts';
import type { Press } from '../buttons/button.ts';
import { findButton } from '../buttons/index.ts';
import { profileOf } from '../person.ts';
import { createTalk } from '../talk.ts';
import { atTheEdge } from './edge.ts';

/** Each press is answered, or Telegram shows it turning for ever. */
export async function handlePress(bot: Bot, query: CallbackQuery, updateId: number): Promise<void> {
  let noted = false;
  const note = async (text?: string, alert = false): Promise<void> => {
    if (noted) return;
    noted = true;
    const options = text ? { text: text.slice(0, 200), show_alert: alert } : {};
    // Too old to be answered, or answered before a crash: the press counts all the same.
    await bot.api.answerCallbackQuery(query.id, options).catch(() => undefined);
  };
  const press = pressOf(bot, query, updateId, note);
  if (!press) return await note();
  const [kind = '', ...args] = (query.data ?? '').split(':');
  // The button stops turning while the work goes on.
  const turning = bot.clock.sleep(700, bot.stopping).then(
    () => note(),
    () => undefined,
  );
  await atTheEdge(press, press.language, async () => {
    const button = findButton(kind);
    if (!button) throw new DiwanError('expired');
    await button.press(press, args);
  });
  await note();
  await turning;
}

function pressOf(
  bot: Bot,
  { from, message }: CallbackQuery,
  updateId: number,
  note: Press['note'],
): Press | null {
  if (from.is_bot || !message) return null;
  const { person } = bot.people.users.register(profileOf(from));
  const { chat, message_id: messageId } = message;
  const seen = message.date !== 0;
  const thread = seen && message.is_topic_message ? (message.message_thread_id ?? null) : null;
  const place = { chat: chat.id, group: chat.type !== 'private', messageId, thread };
  const talk = createTalk(bot, person, place, updateId);
  return { ...talk, under: seen ? messageId : null, note };
}
