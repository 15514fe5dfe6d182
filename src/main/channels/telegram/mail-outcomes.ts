import { toDiwanError } from '../../lib/errors.ts';
import type { Mail } from '../../mail/mail.ts';
import type { OutboxItem } from '../../mail/outbox-rows.ts';
import type { Bot } from './bot.ts';
import { privatePlace, showDraft } from './drafts.ts';
import { isGone, isShuttingDown } from './incoming/edge.ts';
import { direct } from './render/direction.ts';
import { sentenceOf } from './render/error.ts';
import { type Html, join, tell } from './render/html.ts';
import { sendHtml, wordsOf } from './talk.ts';

/** Tells authors how their mail ended, also what ended while the bot was not there. */
export function tellOutcomes(bot: Bot): Disposable {
  const { mail } = bot;
  if (!mail) return { [Symbol.dispose]: () => undefined };
  const under = new Set<number>();
  const quietly = (item: OutboxItem): void => {
    if (under.has(item.id)) return;
    under.add(item.id);
    tellOne(bot, mail, item)
      .then(() => mail.outbox.told(item.id))
      .catch((error: unknown) => {
        if (isGone(error)) mail.outbox.told(item.id);
        else if (!isShuttingDown(error))
          bot.log.warn({ err: error, mail: item.id }, 'an outcome was not told');
      })
      .finally(() => under.delete(item.id));
  };
  const listening = mail.outbox.onEnded(quietly);
  for (const item of mail.outbox.untold()) quietly(item);
  return listening;
}

async function tellOne(bot: Bot, mail: Mail, item: OutboxItem): Promise<void> {
  const telegramId = bot.people.persons.byId(item.userId)?.telegramId ?? null;
  if (telegramId === null) return;
  const text = direct(item.language, textOf(item)) as Html;
  await sendHtml(bot, privatePlace(telegramId), text);
  const draft = mail.drafts.find(item.draftId);
  if (item.state !== 'sent' && draft?.state === 'open')
    await showDraft(bot, telegramId, draft, tell(item.language, 'mail.again'));
}

function textOf({ state, language, subject, to, refused, error }: OutboxItem): Html {
  const list = (addresses: readonly string[]) => addresses.join(', ');
  if (state !== 'sent') {
    const reason = wordsOf(sentenceOf(language, toDiwanError(error)));
    const key = state === 'unknown' ? 'mail.unknown' : 'mail.failed';
    return tell(language, key, { subject, reason });
  }
  const taken = to.filter((address) => !refused.includes(address));
  const sent = tell(language, 'mail.sent', { subject, to: list(taken) });
  if (refused.length === 0) return sent;
  return join([sent, tell(language, 'mail.refusedSome', { addresses: list(refused) })]);
}
