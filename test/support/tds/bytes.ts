/** Little-endian buffers as TDS words them ([MS-TDS] 2.2.5). */

export class ByteReader {
  readonly data: Buffer;
  offset = 0;

  constructor(data: Buffer) {
    this.data = data;
  }

  get rest(): number {
    return this.data.length - this.offset;
  }

  u8(): number {
    return this.data.readUInt8(this.#step(1));
  }

  u16(): number {
    return this.data.readUInt16LE(this.#step(2));
  }

  u32(): number {
    return this.data.readUInt32LE(this.#step(4));
  }

  i32(): number {
    return this.data.readInt32LE(this.#step(4));
  }

  u64(): bigint {
    return this.data.readBigUInt64LE(this.#step(8));
  }

  /** An unsigned little-endian number of any length. */
  unsigned(length: number): bigint {
    return this.bytes(length).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  }

  bytes(length: number): Buffer {
    const start = this.#step(length);
    return this.data.subarray(start, start + length);
  }

  text(characters: number): string {
    return this.bytes(characters * 2).toString('utf16le');
  }

  #step(length: number): number {
    const start = this.offset;
    this.offset += length;
    return start;
  }
}

export const u8 = (value: number): Buffer => Buffer.from([value]);

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes;
}

/** The lowest `length` bytes of a number. */
export function unsigned(value: bigint, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0, rest = value; at < length; at += 1, rest >>= 8n) {
    bytes[at] = Number(rest & 0xffn);
  }
  return bytes;
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** B_VARCHAR: a byte of length in characters, then UTF-16. */
export const bVarChar = (text: string): Buffer => Buffer.concat([u8(text.length), utf16(text)]);

/** US_VARCHAR: two bytes of length in characters, then UTF-16. */
export const usVarChar = (text: string): Buffer => Buffer.concat([u16(text.length), utf16(text)]);

/** B_VARBYTE: a byte of length, then the bytes. */
export const bVarByte = (bytes: Buffer): Buffer => Buffer.concat([u8(bytes.length), bytes]);
