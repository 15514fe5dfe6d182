import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type Certificate, certificateFor } from '../servers/tls.ts';

/** A mail as the server took it. */
export interface Arrived {
  from: string;
  to: string[];
  raw: Buffer;
  mail: Email;
}

/** What the server says to a step; an error is its refusal, null takes it. */
export interface Manners {
  recipient?(address: string): Error | null;
  sender?(address: string): Error | null;
  /** After the whole message has come. `silent`: never a word. */
  data?(): Error | 'silent' | null;
}

export interface MailServer extends AsyncDisposable {
  /** `smtp(s)://user:password@127.0.0.1:port` */
  url: string;
  port: number;
  /** PEM to trust. */
  ca: string;
  arrived: Arrived[];
  /** Connections so far. */
  connections(): number;
  behave(manners: Manners): void;
  /** The next mail to arrive, or the one that has. */
  next(count?: number): Promise<Arrived>;
  /** Resolves when a message has come whole, whether it is answered or not. */
  whole: Promise<void>;
}

export interface MailServerOptions {
  tls?: 'implicit' | 'starttls' | 'none';
  password?: string;
  certificate?: Certificate;
}

/** What a server says: the code, then its words. */
export const saying = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A real SMTP server on loopback, with TLS by a certificate of its own. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { tls = 'implicit', password = 'app pass/word' } = options;
  const certificate = options.certificate ?? (await certificateFor('localhost'));
  const arrived: Arrived[] = [];
  const wanted: { count: number; give: (mail: Arrived) => void }[] = [];
  const whole = Promise.withResolvers<void>();
  let manners: Manners = {};
  let connections = 0;

  const answer = (error: Error | null | undefined, done: (error?: Error) => void) =>
    error ? done(error) : done();
  const keep = (mail: Arrived) => {
    arrived.push(mail);
    for (const one of wanted) if (one.count === arrived.length) one.give(mail);
  };
  const handlers: SMTPServerOptions = {
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth(given, _session, done) {
      if (given.username === 'bot@diwan.test' && given.password === password)
        return done(null, { user: 'bot' });
      done(saying(535, '5.7.8 Username and Password not accepted.'));
    },
    onMailFrom: ({ address }, _session, done) => answer(manners.sender?.(address), done),
    onRcptTo: ({ address }, _session, done) => answer(manners.recipient?.(address), done),
    onData(stream, { envelope }, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', async () => {
        const raw = Buffer.concat(pieces);
        whole.resolve();
        const said = manners.data?.() ?? null;
        if (said === 'silent') return;
        if (said) return done(said);
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        keep({ from, to, raw, mail: await PostalMime.parse(raw) });
        done();
      });
    },
  };
  const server = new SMTPServer({
    ...handlers,
    secure: tls === 'implicit',
    key: certificate.key,
    cert: certificate.certificate,
    hideSTARTTLS: tls === 'none',
    allowInsecureAuth: tls === 'none',
    authMethods: ['PLAIN', 'LOGIN'],
    logger: false,
    closeTimeout: 200,
  });
  // Clients that leave in the middle are what these tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const scheme = tls === 'implicit' ? 'smtps' : 'smtp';
  return {
    url: `${scheme}://bot%40diwan.test:${encodeURIComponent(password)}@localhost:${port}`,
    port,
    ca: certificate.certificate,
    arrived,
    connections: () => connections,
    behave: (next) => {
      manners = next;
    },
    next: (count = 1) => {
      const there = arrived[count - 1];
      if (there) return Promise.resolve(there);
      return new Promise((give) => wanted.push({ count, give }));
    },
    whole: whole.promise,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
