import { DiwanError } from '../lib/errors.ts';

const timeoutMs = 15_000;
const text = 'This is a test from Diwan: mail can be sent from here.';

/**
 * Sends a short mail by the server of an `smtp(s)://` address.
 * @throws DiwanError `mail_*`
 */
export async function testMail(smtpUrl: string, from: string, to: string): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const timeouts = {
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  };
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  try {
    await transport.sendMail({ from, to, subject: 'Diwan', text });
  } catch (cause) {
    throw failure(cause);
  } finally {
    transport.close();
  }
}

function failure(cause: unknown): DiwanError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = cause instanceof Error ? cause.message.slice(0, 200) : '';
  if (code === 'EAUTH') return new DiwanError('mail_login_failed', { cause });
  if (code === 'ETIMEDOUT') return new DiwanError('mail_timeout', { cause });
  if (code === 'ETLS') return new DiwanError('mail_tls', { cause, params: { reason } });
  return new DiwanError('mail_refused', { cause, params: { reason } });
}
