import { GrammyError } from 'grammy';
import type { CallbackQuery } from 'grammy/types';
import { DiwanError } from '../../../lib/errors.ts';
import type { Bot } from '../bot.ts';
import type { Press } from '../buttons/button.ts';
import { findButton } from '../buttons/index.ts';
import { cosmetic } from '../cosmetic.ts';
import { profileOf } from '../person.ts';
import { escaped, type Html } from '../render/html.ts';
import { createTalk, wordsOf } from '../talk.ts';
import { atTheEdge } from './edge.ts';
import { withNote } from './noting.ts';

const turningMs = 700;
/** Buttons that hand out a file. */
const fileButtons: ReadonlySet<string> = new Set(['xls', 'csv', 'cht']);
/** Buttons that say something each time: a second touch would only repeat it. */
const speaking: ReadonlySet<string> = new Set([
  'sql',
  'more',
  'up',
  'down',
  'why',
  'pick',
  'kick',
  'grant',
]);
const nothing: Disposable = { [Symbol.dispose]: () => undefined };

/** Each press is answered, or Telegram shows it turning for ever. */
export async function handlePress(bot: Bot, query: CallbackQuery, updateId: number): Promise<void> {
  let noted = false;
  const note = async (text?: string, alert = false): Promise<void> => {
    if (noted) return;
    noted = true;
    const options = text ? { text: text.slice(0, 200), show_alert: alert } : {};
    try {
      await bot.api.answerCallbackQuery(query.id, options);
    } catch (error) {
      // Too old to be answered, or answered before a crash: the press counts all the same.
      cosmetic(bot)(error);
      if (text && alert && isTooLate(error)) await press?.say(escaped(text));
    }
  };
  const press = pressOf(bot, query, updateId, note);
  if (!press) return await note();
  const [kind = '', ...args] = (query.data ?? '').split(':');
  const key = `${press.chat} ${press.under} ${press.person.id} ${query.data}`;
  using once = speaking.has(kind) ? bot.presses.begin(key) : nothing;
  if (!once) return await note();
  // The button stops turning while the work goes on.
  const done = new AbortController();
  const turning = bot.clock.sleep(turningMs, done.signal).then(
    () => note(),
    () => undefined,
  );
  const work = async () => {
    const admission = bot.flood.admit(press.person.id);
    if (admission.type !== 'in') throw new DiwanError('rate_limited', { params: { seconds: 1 } });
    const button = findButton(kind);
    if (!button) throw new DiwanError('expired');
    const act = () => button.press(press, args);
    await withNote(press, fileButtons.has(kind) ? 'export' : 'command', `button:${kind}`, act);
  };
  // A refusal is for the presser's eyes; what is long or late goes into the chat.
  const speak = (text: Html) =>
    noted || wordsOf(text).length > 200 ? press.say(text) : note(wordsOf(text), true);
  await atTheEdge(press, press.language, work, speak);
  done.abort();
  await turning;
  await note();
}

const isTooLate = (error: unknown): boolean =>
  error instanceof GrammyError && error.error_code === 400;

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
