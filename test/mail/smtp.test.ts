import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { compose, type Letter } from '../../src/main/mail/compose.ts';
import {
  parseSmtpUrl,
  type SmtpAccount,
  SmtpError,
  type SmtpOptions,
  ship,
} from '../../src/main/mail/smtp.ts';
import { certificateFor } from '../support/servers/tls.ts';
import { type MailServer, saying, startMailServer } from '../support/smtp/server.ts';

const letter: Letter = {
  messageId: '<1@diwan.test>',
  date: '2026-02-03T04:05:06.000Z',
  from: 'bot@diwan.test',
  to: ['ali@acme.com'],
  subject: 'Orders',
  body: 'Hello,\n\nNorth has 100 orders.',
  language: 'en',
  attachments: [],
};

const never = new AbortController().signal;

async function sendTo(
  account: SmtpAccount,
  options: SmtpOptions = {},
  {
    to = letter.to,
    onBegin = () => undefined,
  }: { to?: readonly string[]; onBegin?: () => void } = {},
  signal = never,
) {
  const bytes = await compose({ ...letter, to });
  return ship(account, { from: letter.from, to, bytes, onBegin }, signal, options);
}

const send = (server: MailServer, options: SmtpOptions = {}) =>
  sendTo(parseSmtpUrl(server.url), { ca: server.ca, ...options });

/** The failure of what must fail: its code, and whether the message may have gone out. */
async function failure(sending: Promise<unknown>): Promise<[string, string]> {
  const error = await sending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SmtpError)) throw new Error(`no SmtpError: ${String(error)}`);
  return [error.failure.error.code, error.failure.certainty];
}

describe('the address of a mail server', () => {
  it('is read with its escapes and default ports', () => {
    expect(parseSmtpUrl('smtps://me%40gmail.com:ab%2Fcd@smtp.gmail.com')).toEqual({
      host: 'smtp.gmail.com',
      port: 465,
      implicitTls: true,
      user: 'me@gmail.com',
      password: 'ab/cd',
    });
    expect(parseSmtpUrl('smtp://relay.acme.com')).toMatchObject({ port: 587, user: null });
  });

  it.each(['http://acme.com', 'acme.com', 'smtps://%ff:x@h', ''])('is refused: %s', (text) => {
    expect(() => parseSmtpUrl(text)).toThrowError(
      expect.objectContaining({ code: 'invalid_input', params: expect.anything() }),
    );
  });
});

describe('a message', () => {
  it.each(['implicit', 'starttls'] as const)('arrives by %s TLS', async (tls) => {
    await using server = await startMailServer({ tls });
    let begun = 0;
    const account = parseSmtpUrl(server.url);
    const onBegin = () => {
      begun += 1;
      expect(server.arrived).toEqual([]);
    };
    expect(await sendTo(account, { ca: server.ca }, { onBegin })).toEqual({ refused: [] });
    expect(begun).toBe(1);
    const { mail, to } = await server.next();
    expect(to).toEqual(['ali@acme.com']);
    expect(mail.text?.trimEnd()).toBe(letter.body);
  });

  it('goes to nobody whose certificate is not known', async () => {
    await using server = await startMailServer();
    expect(await failure(sendTo(parseSmtpUrl(server.url)))).toEqual(['mail_tls', 'refused']);
    const other = await certificateFor('localhost');
    expect(await failure(send(server, { ca: other.certificate }))).toEqual(['mail_tls', 'refused']);
  });

  it('does not go to a server of another name than its certificate’s', async () => {
    const certificate = await certificateFor('mail.acme.com');
    await using server = await startMailServer({ certificate });
    expect(await failure(send(server))).toEqual(['mail_tls', 'refused']);
  });

  it('goes to no server elsewhere without TLS', async () => {
    await using server = await startMailServer({ tls: 'none' });
    // A name of this machine that does not look like it.
    const account = { ...parseSmtpUrl(server.url), host: '0.0.0.0' };
    expect(await failure(sendTo(account))).toEqual(['mail_tls', 'refused']);
    expect(server.arrived).toEqual([]);
  });

  it('is refused with a wrong password', async () => {
    await using server = await startMailServer();
    const account = { ...parseSmtpUrl(server.url), password: 'wrong' };
    expect(await failure(sendTo(account, { ca: server.ca }))).toEqual([
      'mail_login_failed',
      'refused',
    ]);
  });

  it('names the recipient that the server does not know', async () => {
    await using server = await startMailServer();
    server.behave({ recipient: () => saying(550, '5.1.1 The account does not exist') });
    const thrown: unknown = await send(server).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      failure: {
        certainty: 'refused',
        error: { code: 'mail_bad_address', params: { address: 'ali@acme.com' } },
      },
    });
  });

  it('goes to the others where one of them is refused, and says so', async () => {
    await using server = await startMailServer();
    server.behave({
      recipient: (address) => (address.startsWith('no') ? saying(550, '5.1.1 Unknown') : null),
    });
    const to = ['ali@acme.com', 'no@acme.com'];
    const sent = await sendTo(parseSmtpUrl(server.url), { ca: server.ca }, { to });
    expect(sent).toEqual({ refused: ['no@acme.com'] });
    expect((await server.next()).to).toEqual(['ali@acme.com']);
  });

  it.each([
    ['at the sender', { sender: () => saying(452, '4.3.1 Insufficient system storage') }],
    ['at the recipient', { recipient: () => saying(452, '4.5.3 Too many recipients') }],
    ['after the message', { data: () => saying(452, '4.2.2 Over quota') }],
    ['by Gmail', { data: () => saying(550, '5.4.5 Daily user sending limit exceeded') }],
  ])('meets a full quota %s', async (_where, manners) => {
    await using server = await startMailServer();
    server.behave(manners);
    expect(await failure(send(server))).toEqual(['mail_quota', 'refused']);
  });

  it('may be tried again after a passing refusal, and only before it has begun', async () => {
    await using server = await startMailServer();
    server.behave({ recipient: () => saying(451, '4.7.1 Greylisted, try again') });
    expect(await failure(send(server))).toEqual(['mail_refused', 'passing']);
    server.behave({ data: () => saying(451, '4.7.1 Not now') });
    expect(await failure(send(server))).toEqual(['mail_refused', 'refused']);
    server.behave({ data: () => saying(554, '5.7.1 Spam') });
    expect(await failure(send(server))).toEqual(['mail_refused', 'refused']);
  });

  it('has an unknown end where the server falls silent in it', async () => {
    await using server = await startMailServer();
    server.behave({ data: () => 'silent' });
    expect(await failure(send(server, { silenceMs: 300 }))).toEqual([
      'mail_outcome_unknown',
      'unknown',
    ]);
  });

  it('has an unknown end where it is cut off in it', async () => {
    await using server = await startMailServer();
    server.behave({ data: () => 'silent' });
    const cut = new AbortController();
    void server.whole.then(() => cut.abort(new Error('the end')));
    const sending = sendTo(parseSmtpUrl(server.url), { ca: server.ca }, {}, cut.signal);
    expect(await failure(sending)).toEqual(['mail_outcome_unknown', 'unknown']);
  });

  it('does not begin where its beginning can not be written down', async () => {
    await using server = await startMailServer();
    const onBegin = () => {
      throw new RangeError('the disk is full');
    };
    const sending = sendTo(parseSmtpUrl(server.url), { ca: server.ca }, { onBegin });
    expect((await failure(sending))[1]).toBe('refused');
    expect(server.arrived).toEqual([]);
  });

  it('meets nobody, or a server that never speaks', async () => {
    const silent = createServer();
    const port = await new Promise<number>((resolve) =>
      silent.listen(0, '127.0.0.1', () => {
        const address = silent.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      }),
    );
    const account = { ...parseSmtpUrl('smtp://localhost'), host: '127.0.0.1', port };
    expect(await failure(sendTo(account, { connectMs: 300 }))).toEqual(['mail_timeout', 'passing']);
    await new Promise((resolve) => silent.close(resolve));
    expect(await failure(sendTo(account))).toEqual(['mail_unreachable', 'passing']);
  });
});
