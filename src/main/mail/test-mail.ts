import { randomUUID } from 'node:crypto';
import type { Language } from '../../preload/contract/answer.ts';
import { MailAddress } from '../../preload/contract/mail.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { say } from '../lib/i18n.ts';
import { domainOf } from './addresses.ts';
import { compose } from './compose.ts';
import { parseSmtpUrl, SmtpError, type SmtpOptions, ship } from './smtp.ts';

/**
 * Sends a short mail by the server of an `smtp(s)://` address, at once and by no outbox.
 * @throws DiwanError `mail_*`, `invalid_input`
 */
export async function testMail(
  { clock, smtp = {} }: { clock: Clock; smtp?: SmtpOptions },
  mail: { smtpUrl: string; from: string; to: string; language: Language },
  signal: AbortSignal,
): Promise<void> {
  const { language } = mail;
  const to = MailAddress.safeParse(mail.to);
  if (!to.success) throw new DiwanError('mail_bad_address', { params: { address: mail.to } });
  const account = parseSmtpUrl(mail.smtpUrl);
  const bytes = await compose({
    messageId: `<${randomUUID()}@${domainOf(mail.from)}>`,
    date: isoTime(clock),
    from: mail.from,
    to: [to.data],
    subject: say(language, 'mail.test.subject'),
    body: say(language, 'mail.test.body'),
    language,
    attachments: [],
  });
  try {
    await ship(
      account,
      { from: mail.from, to: [to.data], bytes, onBegin: () => undefined },
      signal,
      {
        connectMs: 15_000,
        silenceMs: 15_000,
        ...smtp,
      },
    );
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error;
    signal.throwIfAborted();
    throw error.failure.error;
  }
}
