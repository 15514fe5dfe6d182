import { DiwanError } from '../lib/errors.ts';

/** How far a sending had come when it failed. */
export interface SmtpFailure {
  error: DiwanError;
  /**
   * `refused`: the server has certainly not taken the message. `passing`: the same, and another try
   * may do. `unknown`: the connection broke after the message had begun.
   */
  certainty: 'refused' | 'passing' | 'unknown';
}

/** What nodemailer tells of a failure. */
interface Told {
  code: string;
  command: string;
  response: string;
  status: number | null;
  recipient: string | null;
}

const tlsTrouble = /CERT|ALTNAME|SELF_SIGNED|ERR_SSL|ERR_TLS|VERIFY|EPROTO|wrong version number/i;
const lost = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** @param begun whether any byte of the message had been handed to the connection */
export function failureOf(cause: unknown, host: string, begun: boolean): SmtpFailure {
  const told = toldBy(cause);
  const status = told.status;
  if (begun && (status === null || told.command !== 'DATA'))
    return { error: new DiwanError('mail_outcome_unknown', { cause }), certainty: 'unknown' };
  const error = errorOf(cause, told, host);
  const passing =
    status === null ? mayPass(error, cause) : status < 500 && !begun && error.code !== 'mail_quota';
  return { error, certainty: passing ? 'passing' : 'refused' };
}

/** A name that does not exist is most likely a slip of the pen. */
const mayPass = ({ code }: DiwanError, cause: unknown): boolean =>
  code === 'mail_timeout' || (code === 'mail_unreachable' && !codesOf(cause).includes('ENOTFOUND'));

function errorOf(cause: unknown, told: Told, host: string): DiwanError {
  const { code, command, response, status } = told;
  const reason = reasonOf(response) || messageOf(cause);
  if (code === 'ETIMEDOUT' || codesOf(cause).includes('ETIMEDOUT'))
    return new DiwanError('mail_timeout', { cause });
  if (isQuota(status, response)) return new DiwanError('mail_quota', { cause });
  if (code === 'EAUTH' && (status === null || status >= 500))
    return new DiwanError('mail_login_failed', { cause });
  if (status === 530 || status === 535) return new DiwanError('mail_login_failed', { cause });
  if (
    status === null &&
    (code === 'ETLS' || tlsTrouble.test(`${codesOf(cause)} ${messageOf(cause)}`))
  )
    return new DiwanError('mail_tls', { cause, params: { reason } });
  if (code === 'ETLS') return new DiwanError('mail_tls', { cause, params: { reason } });
  if (status === null && isLost(cause, code))
    return new DiwanError('mail_unreachable', { cause, params: { host } });
  if (command === 'RCPT TO' && isBadMailbox(status, response))
    return new DiwanError('mail_bad_address', { cause, params: { address: told.recipient ?? '' } });
  return new DiwanError('mail_refused', { cause, params: { reason } });
}

/** RFC 5321 §4.2.3 and RFC 3463: insufficient storage, and limits of the account that sends. */
const isQuota = (status: number | null, response: string): boolean =>
  status === 452 || status === 552 || /^[45]\d\d[ -][45]\.(?:2\.2|4\.5|7\.28)\b/.test(response);

/** RFC 3463 §3.2: the address itself is wrong. */
const isBadMailbox = (status: number | null, response: string): boolean =>
  /^5\d\d[ -]5\.1\.\d/.test(response) || status === 550 || status === 553 || status === 501;

const isLost = (cause: unknown, code: string): boolean =>
  code === 'EDNS' ||
  code === 'ECONNECTION' ||
  codesOf(cause)
    .split(' ')
    .some((one) => lost.has(one));

/** What the server said, in one line; these reach people. */
const reasonOf = (response: string): string =>
  response
    .replace(/^\d{3}[ -](?:\d\.\d+\.\d+ )?/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);

const messageOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message.replace(/\s+/g, ' ').slice(0, 200) : '';

const textIn = (from: object, name: string): string => {
  const value = (from as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
};

const codesOf = (cause: unknown): string =>
  cause instanceof Error ? `${textIn(cause, 'code')} ${textIn(cause, 'originalCode')}` : '';

function toldBy(cause: unknown): Told {
  const from = cause instanceof Error ? cause : new Error(String(cause));
  const [first = from] = firstRejected(from);
  const response = textIn(first, 'response') || textIn(from, 'response');
  const status = /^[45]\d\d/.exec(response)?.[0];
  return {
    code: textIn(from, 'code'),
    command: textIn(from, 'command'),
    response,
    status: status === undefined ? null : Number(status),
    recipient: textIn(first, 'recipient') || null,
  };
}

function firstRejected(from: Error): Error[] {
  const all: unknown = (from as { rejectedErrors?: unknown }).rejectedErrors;
  return Array.isArray(all) ? all.filter((one) => one instanceof Error) : [];
}
