import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { z } from 'zod';
import { DiwanError } from '../lib/errors.ts';
import { failureOf, type SmtpFailure } from './smtp-error.ts';

/** A mail server and the account there. */
export interface SmtpAccount {
  host: string;
  port: number;
  /** TLS from the start; else STARTTLS, which only this machine itself may lack. */
  implicitTls: boolean;
  user: string | null;
  /** A secret. */
  password: string | null;
}

export interface SmtpOptions {
  /** PEM of authorities besides the machine's own, for servers of one's own. */
  ca?: string;
  connectMs?: number;
  /** How long the server may be silent. */
  silenceMs?: number;
}

export interface Shipment {
  from: string;
  to: readonly string[];
  /** RFC 5322 with CRLF. */
  bytes: Buffer;
  /** Called before the first byte of the message goes out; what it throws stops the sending. */
  onBegin(): void;
}

/** What the server took, and the recipients it did not. */
export interface Shipped {
  refused: string[];
}

export class SmtpError extends Error {
  readonly failure: SmtpFailure;

  constructor(failure: SmtpFailure) {
    super(failure.error.code, { cause: failure.error });
    this.failure = failure;
  }
}

const SmtpUrl = z.url({ protocol: /^smtps?$/ });

/**
 * `smtps://user:password@host:465`, or `smtp://…:587` with STARTTLS; names and passwords are
 * percent-encoded.
 * @throws DiwanError `invalid_input`
 */
export function parseSmtpUrl(text: string): SmtpAccount {
  try {
    const url = new URL(SmtpUrl.parse(text.trim()));
    const implicitTls = url.protocol === 'smtps:';
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (implicitTls ? 465 : 587),
      implicitTls,
      user: decodeURIComponent(url.username) || null,
      password: decodeURIComponent(url.password) || null,
    };
  } catch {
    // Without the cause: it would quote the address, and the password in it.
    throw new DiwanError('invalid_input', { params: { field: 'smtpUrl', problem: 'invalid_url' } });
  }
}

/**
 * Hands one message to a mail server. Aborting closes the connection.
 * @throws SmtpError saying whether the message may have gone out
 */
export async function ship(
  account: SmtpAccount,
  shipment: Shipment,
  signal: AbortSignal,
  options: SmtpOptions = {},
): Promise<Shipped> {
  let begun = false;
  const onBegin = () => {
    shipment.onBegin();
    begun = true;
  };
  try {
    signal.throwIfAborted();
    const connection = await connectionTo(account, options);
    using _closing = { [Symbol.dispose]: () => connection.close() };
    return await converse(connection, account, { ...shipment, onBegin }, signal);
  } catch (cause) {
    throw new SmtpError(failureOf(cause, account.host, begun));
  }
}

async function connectionTo(account: SmtpAccount, options: SmtpOptions): Promise<SMTPConnection> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const { connectMs = 20_000, silenceMs = 60_000, ca } = options;
  return new Connection({
    host: account.host,
    port: account.port,
    secure: account.implicitTls,
    requireTLS: !account.implicitTls && !isThisMachine(account.host),
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    socketCloseTimeout: 1_000,
    logger: false,
  });
}

const isThisMachine = (host: string): boolean => /^(?:localhost|127\.[\d.]+|::1)$/.test(host);

async function converse(
  connection: SMTPConnection,
  { user, password }: SmtpAccount,
  { from, to, bytes, onBegin }: Shipment,
  signal: AbortSignal,
): Promise<Shipped> {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  connection.on('error', broken.reject);
  connection.once('end', () => broken.reject(new Error('the connection ended')));
  const stop = () => broken.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const step = <T>(take: (done: (error: Error | null, value?: T) => void) => void) =>
    Promise.race([broken.promise, promised(take)]);
  try {
    await step<void>((done) => connection.connect((error) => done(error ?? null)));
    if (user !== null)
      await step((done) =>
        connection.login({ user, pass: password ?? '' }, (error) => done(error ?? null)),
      );
    const sent = await step<{ rejected: string[] }>((done) =>
      connection.send({ from, to: [...to] }, messageOf(bytes, onBegin), (error, info) =>
        done(error ?? null, info && { rejected: info.rejected }),
      ),
    );
    connection.quit();
    return { refused: sent?.rejected ?? [] };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const promised = <T>(
  take: (done: (error: Error | null, value?: T) => void) => void,
): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    take((error, value) => (error ? reject(error) : resolve(value)));
  });

/** The message as a stream, so that its first byte can be seen to go. */
function messageOf(bytes: Buffer, onBegin: () => void): Readable {
  return new Readable({
    read() {
      try {
        onBegin();
        this.push(bytes);
        this.push(null);
      } catch (error) {
        this.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}
