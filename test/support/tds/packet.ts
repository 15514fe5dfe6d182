/** Packets and messages ([MS-TDS] 2.2.3): an 8-byte header, a message ends with the EOM bit. */
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

export const packetTypes = {
  batch: 0x01,
  rpc: 0x03,
  result: 0x04,
  attention: 0x06,
  transaction: 0x0e,
  login: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const;

const headerLength = 8;
const endOfMessage = 0x01;
const ignoreMessage = 0x02;
const resetConnection = 0x08;
const resetKeepTransaction = 0x10;

export interface Message {
  type: number;
  data: Buffer;
  /** The client gave up while sending: the server answers without running it. */
  ignored: boolean;
  reset: boolean;
}

/** Collects bytes into messages, in the order they come. */
export class MessageReader {
  #buffered: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];

  push(chunk: Buffer): Message[] {
    this.#buffered = Buffer.concat([this.#buffered, chunk]);
    const messages: Message[] = [];
    for (let packet = this.#next(); packet !== null; packet = this.#next()) {
      const status = packet.readUInt8(1);
      this.#parts.push(packet.subarray(headerLength));
      if ((status & endOfMessage) === 0) continue;
      messages.push({
        type: packet.readUInt8(0),
        data: Buffer.concat(this.#parts),
        ignored: (status & ignoreMessage) !== 0,
        reset: (status & (resetConnection | resetKeepTransaction)) !== 0,
      });
      this.#parts = [];
    }
    return messages;
  }

  #next(): Buffer | null {
    if (this.#buffered.length < headerLength) return null;
    const length = this.#buffered.readUInt16BE(2);
    if (this.#buffered.length < length) return null;
    const packet = this.#buffered.subarray(0, length);
    this.#buffered = this.#buffered.subarray(length);
    return packet;
  }
}

function packet(type: number, id: number, last: boolean, payload: Buffer): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt8(type, 0);
  header.writeUInt8(last ? endOfMessage : 0, 1);
  header.writeUInt16BE(headerLength + payload.length, 2);
  header.writeUInt16BE(51, 4);
  header.writeUInt8(id % 256, 6);
  return Buffer.concat([header, payload]);
}

/** One message on its way out, cut into packets; waits while the socket is full. */
export class MessageWriter {
  readonly #socket: Writable;
  readonly #type: number;
  readonly #room: number;
  #pending: Buffer[] = [];
  #size = 0;
  #id = 0;

  constructor(socket: Writable, packetSize: number, type: number = packetTypes.result) {
    this.#socket = socket;
    this.#type = type;
    this.#room = packetSize - headerLength;
  }

  /** Resolves when the client has room for more; rejects when it is gone. */
  async write(bytes: Buffer): Promise<void> {
    this.#pending.push(bytes);
    this.#size += bytes.length;
    if (this.#size <= this.#room) return;
    let data = Buffer.concat(this.#pending);
    let ready = true;
    while (data.length > this.#room) {
      ready = this.#send(data.subarray(0, this.#room), false);
      data = data.subarray(this.#room);
    }
    this.#pending = [data];
    this.#size = data.length;
    if (!ready) await drained(this.#socket);
    // A client that reads quickly would never let an attention be heard.
    else if (this.#id % 16 === 0) await setImmediate();
  }

  end(bytes: Buffer = Buffer.alloc(0)): Promise<void> {
    return this.write(bytes).then(() => {
      this.#send(Buffer.concat(this.#pending), true);
    });
  }

  #send(payload: Buffer, last: boolean): boolean {
    if (this.#socket.destroyed) throw new Error('client gone');
    this.#id += 1;
    return this.#socket.write(packet(this.#type, this.#id, last, payload));
  }
}

function drained(socket: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => () => {
      socket.off('drain', onDrain);
      socket.off('close', onClose);
      end();
    };
    const onDrain = settle(resolve);
    const onClose = settle(() => reject(new Error('client gone')));
    socket.once('drain', onDrain);
    socket.once('close', onClose);
  });
}
