import { DiwanError } from '../../../lib/errors.ts';
import { say } from '../../../lib/i18n.ts';
import { type AttachmentKind, attachmentKinds } from '../../../mail/attachments.ts';
import type { DraftField, StoredDraft } from '../../../mail/draft-rows.ts';
import type { Mail } from '../../../mail/mail.ts';
import { askingKeys } from '../asked-for.ts';
import { draftButtons, footOf, showDraft, sureButtons } from '../drafts.ts';
import { openHead, renderDraft } from '../render/draft.ts';
import { type Html, tell } from '../render/html.ts';
import { editHtml } from '../talk.ts';
import type { Button, Press } from './button.ts';
import { conclude } from './confirm.ts';

const fields: readonly DraftField[] = ['subject', 'recipients', 'body'];

/** Under a draft of mail: sends it, changes it, throws it away. Only its author may. */
export const mailButton: Button = {
  kind: 'mail',
  async press(press, [what = '', id = '', version = '']) {
    const { mail } = press.bot;
    if (!mail) throw new DiwanError('mail_not_configured');
    const draft = mail.drafts.find(Number(id));
    if (draft?.userId === press.person.id && ['queued', 'sent'].includes(draft.state))
      return await press.note(say(draft.language, 'mail.already'), true);
    const field = fields.find((one) => one === what);
    const kind = attachmentKinds.find((one) => one === what);
    if (field) return await ask(press, mail, Number(id), field);
    if (kind) return await toggle(press, mail, Number(id), kind);
    if (what === 'discard') return await discard(press, mail, Number(id));
    if (what === 'back') return await redraw(press, mail.drafts.own(press.person, Number(id)));
    await send(press, mail, Number(id), { version: Number(version), sure: what === 'sure' });
  },
};

async function send(
  press: Press,
  mail: Mail,
  id: number,
  { version, sure }: { version: number; sure: boolean },
): Promise<void> {
  const { person } = press;
  const before = mail.drafts.own(person, id);
  const { language } = before;
  if (before.to.length === 0) return await press.note(say(language, 'mail.noRecipient'), true);
  // The way out may not have been there, or be there no more.
  if ((await mail.sender()) === null) throw new DiwanError('mail_not_configured');
  const sent = mail.sending.send(person, id, version, sure);
  if (sent.type === 'queued') return await redraw(press, sent.draft, 'queued');
  if (sent.type === 'confirm') {
    const addresses = sent.addresses.join(', ');
    return await confirm(press, sent.draft, tell(language, 'mail.confirm', { addresses }));
  }
  if (person.telegramId !== null)
    await showDraft(press.bot, person.telegramId, sent.draft, tell(language, 'mail.changed'));
}

async function ask(press: Press, mail: Mail, id: number, field: DraftField): Promise<void> {
  const { bot, chat, person } = press;
  const { language } = mail.drafts.own(person, id);
  const asked = await bot.api.sendMessage(chat, say(language, askingKeys[field]), {
    reply_markup: { force_reply: true },
  });
  mail.drafts.asked(id, field, asked.message_id);
}

async function toggle(press: Press, mail: Mail, id: number, kind: AttachmentKind): Promise<void> {
  await redraw(press, await mail.drafts.toggle(press.person, id, kind));
}

async function discard(press: Press, mail: Mail, id: number): Promise<void> {
  const { language } = mail.drafts.discard(press.person, id);
  await conclude(press, tell(language, 'mail.discarded'));
}

const confirm = (press: Press, draft: StoredDraft, question: Html) =>
  put(press, renderDraft(draft, openHead(draft.language), question), sureButtons(draft));

function redraw(press: Press, draft: StoredDraft, how: 'open' | 'queued' = 'open'): Promise<void> {
  const { language } = draft;
  if (how === 'queued') return put(press, renderDraft(draft, tell(language, 'mail.head.queued')));
  return put(press, renderDraft(draft, openHead(language), footOf(draft)), draftButtons(draft));
}

async function put(press: Press, text: Html, buttons?: ReturnType<typeof draftButtons>) {
  const { bot, under } = press;
  if (under === null) throw new DiwanError('expired');
  await editHtml(bot, press, under, text, buttons);
}
