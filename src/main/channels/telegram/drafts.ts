import { GrammyError } from 'grammy';
import type { Answer } from '../../../preload/contract/answer.ts';
import { say } from '../../lib/i18n.ts';
import type { StoredDraft } from '../../mail/draft-rows.ts';
import type { Bot } from './bot.ts';
import { cosmetic } from './cosmetic.ts';
import { keyboard } from './keyboard.ts';
import { openHead, renderDraft } from './render/draft.ts';
import { type Html, tell } from './render/html.ts';
import { type Place, sendHtml, type Talk } from './talk.ts';

/** Where a person's drafts stand: nowhere but in their private chat. */
export const privatePlace = (telegramId: number): Place => ({
  chat: telegramId,
  group: false,
  messageId: 0,
  thread: null,
});

/** Shows the draft that came with an answer, for its author's eyes. */
export async function offerDraft(talk: Talk, answer: Answer): Promise<void> {
  const { bot, person, group, language } = talk;
  if (!bot.mail || !answer.draft || person.telegramId === null) return;
  const draft = bot.mail.drafts.find(answer.draft.id);
  // Asked again after a crash: it may have been sent meanwhile.
  if (draft?.state !== 'open') return;
  try {
    await showDraft(bot, person.telegramId, draft);
    if (group) await talk.say(tell(language, 'mail.inPrivate'));
  } catch (error) {
    if (!group || !(error instanceof GrammyError) || error.error_code !== 403) throw error;
    await talk.say(tell(language, 'bot.startFirst'));
  }
}

/** Puts the draft under everything else, and takes the buttons off where it stood before. */
export async function showDraft(
  bot: Bot,
  telegramId: number,
  draft: StoredDraft,
  head = openHead(draft.language),
): Promise<void> {
  if (!bot.mail) return;
  const text = renderDraft(draft, head, footOf(draft));
  const sent = await sendHtml(bot, privatePlace(telegramId), text, draftButtons(draft));
  bot.mail.drafts.shown(draft.id, telegramId, sent.message_id);
  if (draft.shown) await withoutButtons(bot, draft.shown);
}

export async function withoutButtons(
  bot: Bot,
  { chat, message }: { chat: number; message: number },
): Promise<void> {
  // Gone or without buttons already: both are well.
  await bot.api.editMessageReplyMarkup(chat, message).catch(cosmetic(bot));
}

export const footOf = ({ to, language }: StoredDraft): Html | undefined =>
  to.length === 0 ? tell(language, 'mail.noRecipient') : undefined;

/** Data: `mail:what:draft:version`. */
export function draftButtons(draft: StoredDraft) {
  const { id, version, language, offers, attached } = draft;
  const button = (what: string) =>
    [say(language, `mail.button.${what}`), `mail:${what}:${id}:${version}`] as const;
  const files = offers.map((kind) => {
    const label = attached.includes(kind) ? 'detach' : 'attach';
    const text = say(language, `mail.button.${label}`, {
      kind: say(language, `mail.button.${kind}`),
    });
    return [text, `mail:${kind}:${id}:${version}`] as const;
  });
  return keyboard([
    [button('send'), button('discard')],
    [button('recipients'), button('subject'), button('body')],
    files,
  ]);
}

export const sureButtons = ({ id, version, language }: StoredDraft) =>
  keyboard([
    [
      [say(language, 'mail.button.sure'), `mail:sure:${id}:${version}`],
      [say(language, 'mail.button.back'), `mail:back:${id}:${version}`],
    ],
  ]);
