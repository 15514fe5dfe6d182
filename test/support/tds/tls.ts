/**
 * TLS inside PRELOGIN packets ([MS-TDS] 2.2.6.5, 3.2.5.2): the handshake travels in messages of
 * type 0x12, and once it is done the socket carries bare TLS records.
 */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { MessageReader, MessageWriter, packetTypes } from './packet.ts';

export interface Certificate {
  key: string;
  cert: string;
}

class Tunnel extends Duplex {
  readonly #socket: Socket;
  readonly #reader = new MessageReader();
  #handshaking = true;
  #flight: Buffer[] = [];

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.once('close', () => this.destroy());
  }

  /** The last flight still goes out wrapped; what follows is bare. */
  finishHandshake(): void {
    setImmediate(() => {
      this.#flush();
      this.#handshaking = false;
    });
  }

  #receive(chunk: Buffer): void {
    if (!this.#handshaking) {
      if (!this.push(chunk)) this.#socket.pause();
      return;
    }
    for (const message of this.#reader.push(chunk)) this.push(message.data);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    if (!this.#handshaking) {
      this.#socket.write(chunk, done);
      return;
    }
    if (this.#flight.length === 0) setImmediate(() => this.#flush());
    this.#flight.push(chunk);
    done();
  }

  /** One message a flight: the client expects exactly one answer to each of its own. */
  #flush(): void {
    if (this.#flight.length === 0 || this.#socket.destroyed) return;
    const flight = Buffer.concat(this.#flight);
    this.#flight = [];
    void new MessageWriter(this.#socket, 32_000, packetTypes.prelogin).end(flight);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}

/** The server's side of the encrypted stream; `error` events mean the handshake failed. */
export function serveTls(socket: Socket, certificate: Certificate): TLSSocket {
  const tunnel = new Tunnel(socket);
  const secure = new TLSSocket(tunnel, {
    isServer: true,
    secureContext: createSecureContext({ ...certificate, maxVersion: 'TLSv1.2' }),
  });
  secure.once('secure', () => tunnel.finishHandshake());
  return secure;
}

/** TDS 8: TLS from the first byte on, with a protocol of its own name. */
export const serveStrictTls = (socket: Socket, certificate: Certificate): TLSSocket =>
  new TLSSocket(socket, {
    isServer: true,
    secureContext: createSecureContext({ ...certificate }),
    ALPNProtocols: ['tds/8.0'],
  });
