import type { Events } from '../../lib/events.ts';
import type { PeopleEvents } from '../../people/events.ts';
import type { Bot } from './bot.ts';
import { isGone } from './incoming/edge.ts';
import { tell } from './render/html.ts';
import { sendHtml } from './talk.ts';

/** Tells people what others changed for them, and keeps their menus and what waits right. */
export function giveNotice(bot: Bot, events: Events<PeopleEvents>): Disposable {
  const notify = async (userId: number, key: string): Promise<void> => {
    const person = bot.people.persons.byId(userId);
    if (!person || person.telegramId === null) return;
    await bot.menus.refresh(person);
    const place = { chat: person.telegramId, group: false, messageId: 0, thread: null };
    await sendHtml(bot, place, tell(person.language, key));
  };
  const quietly = (userId: number, key: string) =>
    void notify(userId, key).catch((error: unknown) => {
      if (!isGone(error)) bot.log.warn({ err: error, userId }, 'a notice was not given');
    });
  const stack = new DisposableStack();
  stack.use(
    events.on('member.removed', ({ userId, by }) => {
      // What was asked about its databases is not asked about others.
      bot.pending.dropAll(userId);
      if (by !== userId) quietly(userId, 'bot.notice.removed');
    }),
  );
  stack.use(
    events.on('member.role', ({ userId, role }) => quietly(userId, `bot.notice.role.${role}`)),
  );
  return stack;
}
