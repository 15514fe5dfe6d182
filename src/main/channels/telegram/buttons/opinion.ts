import { say } from '../../../lib/i18n.ts';
import { askingKeys } from '../asked-for.ts';
import { cosmetic } from '../cosmetic.ts';
import { keyboard } from '../keyboard.ts';
import { tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import { withoutOpinion } from './answer-buttons.ts';
import type { Button, Press } from './button.ts';
import { conclude } from './confirm.ts';
import { ownSql } from './own-answer.ts';

const reasons = ['numbers', 'misunderstood', 'missing', 'unclear'] as const;

/** One opinion an answer: the two buttons go. */
async function taken(press: Press, id: number): Promise<void> {
  const { bot, chat, under } = press;
  const recent = bot.recent.find(id);
  if (under === null || !recent) return;
  const reply_markup = withoutOpinion(recent.answer, bot.files !== null);
  await bot.api.editMessageReplyMarkup(chat, under, { reply_markup }).catch(cosmetic(bot));
}

/** Content: offers to keep the query for the same question later. */
export const upButton: Button = {
  kind: 'up',
  async press(press, [id = '']) {
    const { language, group } = press;
    ownSql(press, Number(id));
    await press.note(say(language, 'bot.opinion.thanks'));
    await taken(press, Number(id));
    if (group) return;
    const buttons = keyboard([
      [
        [say(language, 'bot.button.keep'), `keep:${id}`],
        [say(language, 'bot.button.no'), 'no'],
      ],
    ]);
    await press.say(tell(language, 'bot.opinion.keep'), { buttons });
  },
};

/** Proposed, or approved at once from who manages the database. */
export const keepButton: Button = {
  kind: 'keep',
  async press(press, [id = '']) {
    const { bot, person, language } = press;
    const { question, sql, databaseId } = ownSql(press, Number(id));
    const { status } = bot.databases.verified.propose(person, databaseId, { question, sql });
    await conclude(press, tell(language, `bot.opinion.${status}`));
  },
};

/** Not content: asks why. */
export const downButton: Button = {
  kind: 'down',
  async press(press, [id = '']) {
    const { language } = press;
    ownSql(press, Number(id));
    await press.note(say(language, 'bot.opinion.sorry'));
    await taken(press, Number(id));
    const label = (reason: string) => say(language, `bot.reason.${reason}`);
    const rows = reasons.map((reason) => [[label(reason), `why:${id}:${reason}`] as const]);
    const other = [[label('other'), `why:${id}:other`] as const];
    await press.say(tell(language, 'bot.opinion.why'), { buttons: keyboard([...rows, other]) });
  },
};

/** Keeps the case with its reason; `other` asks for the reason in words. */
export const whyButton: Button = {
  kind: 'why',
  async press(press, [id = '', reason = '']) {
    const { bot, chat, person, language } = press;
    const { databaseId } = ownSql(press, Number(id));
    const conversationId = Number(id);
    if (reason === 'other') {
      const asked = await bot.api.sendMessage(chat, say(language, askingKeys.reason), {
        reply_markup: { force_reply: true, selective: true },
      });
      bot.prompts.put(chat, person.id, { messageId: asked.message_id, conversationId, databaseId });
      return;
    }
    keepCase(press, conversationId, databaseId, say(language, `bot.reason.${reason}`));
    await conclude(press, tell(language, 'bot.opinion.kept'));
  },
};

/** For the owner to look at. */
export function keepCase(
  { bot, person }: Talk,
  conversationId: number,
  databaseId: number | null,
  reason: string,
): void {
  bot.databases.cases.report(person, {
    conversationId,
    databaseId,
    reason: reason.slice(0, 2_000),
  });
}
