import type { Message } from 'grammy/types';
import { showDraft } from './drafts.ts';
import { atTheEdge } from './incoming/edge.ts';
import type { Talk } from './talk.ts';

/** A reply with new words for a draft of mail. False: the message is something else. */
export async function changesDraft(talk: Talk, message: Message): Promise<boolean> {
  const { bot, person, group, language } = talk;
  const { telegramId } = person;
  const repliedTo = message.reply_to_message?.message_id;
  const text = message.text?.trim() ?? '';
  if (!bot.mail || group || telegramId === null || repliedTo === undefined) return false;
  const prompt = text.startsWith('/') ? null : bot.mail.drafts.takePrompt(person.id, repliedTo);
  if (!prompt) return false;
  const { drafts } = bot.mail;
  await atTheEdge(talk, drafts.find(prompt.id)?.language ?? language, async () => {
    const changed = drafts.edit(person, prompt.id, prompt.field, message.text ?? '');
    await showDraft(bot, telegramId, changed);
  });
  return true;
}
