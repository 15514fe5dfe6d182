/** One socket: PRELOGIN, TLS, LOGIN7, then requests in order, with attention beside them. */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Login } from './answers.ts';
import { admit, type Route, welcome } from './entrance.ts';
import type { SessionRecord } from './log.ts';
import {
  encryption,
  type Login as LoginRequest,
  preloginAnswer,
  readLogin,
  readPrelogin,
} from './login.ts';
import { acceptsNtlm, ntlmChallenge, ntlmUser } from './ntlm.ts';
import { type Message, MessageReader, MessageWriter, packetTypes } from './packet.ts';
import { answerRequest } from './request.ts';
import { Responder } from './respond.ts';
import { Session, type SessionOptions } from './session.ts';
import { type Certificate, serveStrictTls, serveTls } from './tls.ts';
import { doneToken, errorToken, type SqlError, sspiToken } from './tokens.ts';

export interface ConnectionOptions
  extends Pick<SessionOptions, 'files' | 'answers' | 'version' | 'now'> {
  record: SessionRecord;
  /** By name; a Windows user is `DOMAIN\user`. */
  logins: ReadonlyMap<string, Login>;
  tls: Certificate | null;
  /** Where sessions with ApplicationIntent=ReadOnly are sent on to. */
  readOnlyRoute: Route | null;
  /** Refuses every login with this. */
  refusal: SqlError | null;
  /** Never acknowledges an attention. */
  deaf: boolean;
}

/** The first byte of a TLS record with a handshake. */
const tlsHandshake = 0x16;

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  readonly #reader = new MessageReader();
  #stream: Duplex;
  #encrypted = false;
  #greeted = false;
  #frozen = false;
  #packetSize = 4096;
  #session: Session | null = null;
  #pendingNtlm: { login: LoginRequest; nonce: Buffer } | null = null;
  #running = new AbortController();
  #queue: Promise<void> = Promise.resolve();
  /** A request is being answered. */
  busy = false;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#options = options;
    this.#socket = socket;
    this.#stream = socket;
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#closed());
    this.#listen(socket);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #closed(): void {
    this.#running.abort();
    void this.#queue.then(() => this.#session?.close());
    this.#options.record.closed = true;
  }

  /** Says nothing more, as when a firewall has forgotten the connection. */
  freeze(): void {
    this.#frozen = true;
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#frozen) return;
    if (this.#startsTls(chunk)) return;
    for (const message of this.#reader.push(chunk)) this.#receive(message);
  };

  /** TDS 8 begins with TLS; all that is said then is inside it. */
  #startsTls(chunk: Buffer): boolean {
    const { tls } = this.#options;
    if (this.#encrypted || this.#greeted || tls === null || chunk[0] !== tlsHandshake) return false;
    this.#socket.off('data', this.#onData);
    this.#socket.pause();
    this.#socket.unshift(chunk);
    this.#encrypted = true;
    this.#listen(serveStrictTls(this.#socket, tls));
    return true;
  }

  #listen(stream: Duplex): void {
    this.#stream.off('data', this.#onData);
    this.#stream = stream;
    stream.on('data', this.#onData);
    stream.on('error', () => this.#socket.destroy());
  }

  #receive(message: Message): void {
    if (message.type === packetTypes.attention) {
      this.#options.record.events.push({ kind: 'attention', at: this.#options.now() });
      if (this.#options.deaf) return;
      this.#running.abort();
    } else {
      this.#running = new AbortController();
    }
    const { signal } = this.#running;
    const handled = this.#queue.then(() => this.#handle(message, signal));
    this.#queue = handled.catch(() => {
      this.#socket.destroy();
    });
  }

  async #handle(message: Message, signal: AbortSignal): Promise<void> {
    if (this.#socket.destroyed) return;
    switch (message.type) {
      case packetTypes.prelogin:
        return this.#prelogin(message.data);
      case packetTypes.login:
        return this.#login(readLogin(message.data));
      case packetTypes.sspi:
        return this.#ntlmAnswer(message.data);
      case packetTypes.attention:
        return this.#send(doneToken('done', { attention: true }));
      default:
        return this.#request(message, signal);
    }
  }

  #send(...tokens: Buffer[]): Promise<void> {
    return new MessageWriter(this.#stream, this.#packetSize).end(Buffer.concat(tokens));
  }

  async #prelogin(data: Buffer): Promise<void> {
    this.#greeted = true;
    // Inside TDS 8 everything is encrypted already.
    const tls = this.#encrypted ? null : this.#options.tls;
    const wish = readPrelogin(data).encryption;
    const encrypt = tls !== null && (wish === encryption.on || wish === encryption.required);
    const answer = encrypt
      ? encryption.on
      : tls === null
        ? encryption.notSupported
        : encryption.required;
    await this.#send(preloginAnswer(answer));
    if (!encrypt || tls === null) return;
    this.#socket.off('data', this.#onData);
    const secure = serveTls(this.#socket, tls);
    this.#encrypted = true;
    this.#listen(secure);
  }

  async #login(request: LoginRequest): Promise<void> {
    this.#packetSize = request.packetSize;
    if (request.sspi !== null) {
      const nonce = randomBytes(8);
      this.#pendingNtlm = { login: request, nonce };
      return this.#send(sspiToken(ntlmChallenge(nonce)));
    }
    const login = this.#options.logins.get(request.user);
    const accepted = login !== undefined && login.password === request.password;
    await this.#enter(request, accepted ? login : null, request.user);
  }

  async #ntlmAnswer(data: Buffer): Promise<void> {
    const pending = this.#pendingNtlm;
    if (pending === null) return this.destroy();
    const user = ntlmUser(data);
    const login = this.#options.logins.get(user);
    const accepted = login !== undefined && acceptsNtlm(data, pending.nonce, login.password);
    await this.#enter(pending.login, accepted ? login : null, user);
  }

  async #enter(request: LoginRequest, login: Login | null, user: string): Promise<void> {
    const { record } = this.#options;
    const verdict = admit(this.#options, request, login, user);
    const { database } = verdict;
    record.login = {
      ...{ user, password: request.password, database, application: request.application },
      ...{ server: request.server, readOnlyIntent: request.readOnlyIntent },
      ...{ encrypted: this.#encrypted, windows: request.sspi !== null },
      accepted: verdict.refusals.length === 0,
    };
    if (login === null || verdict.refusals.length > 0) {
      await this.#send(...verdict.refusals.map(errorToken), doneToken('done', { error: true }));
      this.#socket.end();
      return;
    }
    const route = request.readOnlyIntent ? this.#options.readOnlyRoute : null;
    const hangUp = () => this.destroy();
    if (route === null) {
      this.#session = new Session({ ...this.#options, user, login, database, hangUp });
    }
    await this.#send(...welcome(request, database, route));
  }

  async #request(message: Message, signal: AbortSignal): Promise<void> {
    if (this.#session === null) return this.destroy();
    if (message.ignored) return this.#send(doneToken('done', { error: true }));
    const procedure = message.type === packetTypes.rpc;
    const writer = new MessageWriter(this.#stream, this.#packetSize);
    const to = new Responder(writer, procedure ? 'procedure' : 'batch', signal);
    if (message.reset) await this.#session.reset(to);
    this.busy = true;
    try {
      await answerRequest(this.#session, message, to, signal);
    } finally {
      this.busy = false;
    }
  }
}
