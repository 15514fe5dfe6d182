/** PRELOGIN and LOGIN7 ([MS-TDS] 2.2.6.4 and 2.2.6.5). */
import { ByteReader, u8 } from './bytes.ts';

export interface Login {
  user: string;
  /** As the client sent it, after undoing the obfuscation. */
  password: string;
  database: string;
  application: string;
  host: string;
  server: string;
  /** ApplicationIntent=ReadOnly. */
  readOnlyIntent: boolean;
  /** The first NTLM message, when the client signs in as a Windows user. */
  sspi: Buffer | null;
  packetSize: number;
  wantsUtf8: boolean;
}

export const encryption = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

/** The client's wish, by the ENCRYPTION option of its PRELOGIN. */
export function readPrelogin(data: Buffer): { encryption: number } {
  for (let at = 0; data[at] !== 0xff && at < data.length; at += 5) {
    if (data[at] === 1) return { encryption: data.readUInt8(data.readUInt16BE(at + 1)) };
  }
  return { encryption: encryption.notSupported };
}

export function preloginAnswer(encrypt: number): Buffer {
  const options: [number, Buffer][] = [
    [0, Buffer.from([16, 0, 0x10, 0x00, 0, 0])],
    [1, u8(encrypt)],
    [2, u8(0)],
    [4, u8(0)],
  ];
  let at = options.length * 5 + 1;
  const table = options.map(([token, value]) => {
    const row = Buffer.alloc(5);
    row.writeUInt8(token, 0);
    row.writeUInt16BE(at, 1);
    row.writeUInt16BE(value.length, 3);
    at += value.length;
    return row;
  });
  return Buffer.concat([...table, u8(0xff), ...options.map(([, value]) => value)]);
}

/** Nibbles swapped and XORed with 0xA5: an obfuscation, which is why TLS matters. */
function readPassword(bytes: Buffer): string {
  const clear = bytes.map((byte) => {
    const plain = byte ^ 0xa5;
    return ((plain & 0x0f) << 4) | (plain >> 4);
  });
  return Buffer.from(clear).toString('utf16le');
}

export function readLogin(data: Buffer): Login {
  const field = (at: number): Buffer => {
    const start = data.readUInt16LE(at);
    return data.subarray(start, start + data.readUInt16LE(at + 2) * 2);
  };
  const text = (at: number): string => field(at).toString('utf16le');
  const sspiStart = data.readUInt16LE(78);
  const sspiLength = data.readUInt16LE(80);
  return {
    host: text(36),
    user: text(40),
    password: readPassword(field(44)),
    application: text(48),
    server: text(52),
    database: text(68),
    readOnlyIntent: (data.readUInt8(26) & 0x20) !== 0,
    sspi: sspiLength === 0 ? null : data.subarray(sspiStart, sspiStart + sspiLength),
    packetSize: data.readUInt32LE(8),
    wantsUtf8: wantsUtf8(data),
  };
}

function wantsUtf8(data: Buffer): boolean {
  const extension = (data.readUInt8(27) & 0x10) !== 0;
  if (!extension) return false;
  const reader = new ByteReader(data);
  reader.offset = data.readUInt32LE(data.readUInt16LE(56));
  for (let id = reader.u8(); id !== 0xff; id = reader.u8()) {
    if (id === 0x0a) return true;
    reader.bytes(reader.u32());
  }
  return false;
}
