/** A remote procedure call: sp_executesql and its parameters ([MS-TDS] 2.2.6.6). */
import { ByteReader } from './bytes.ts';
import type { TdsScalar } from './values.ts';

export interface Parameter {
  name: string;
  value: TdsScalar;
}

export interface RpcCall {
  /** `sp_executesql` and its like, or a procedure's name. */
  procedure: string;
  parameters: Parameter[];
}

const wellKnown: Readonly<Record<number, string>> = {
  10: 'sp_executesql',
  11: 'sp_prepare',
  12: 'sp_execute',
  13: 'sp_prepexec',
  15: 'sp_unprepare',
};

/** Skips ALL_HEADERS, which batch, RPC and transaction requests begin with. */
export function afterHeaders(data: Buffer): Buffer {
  return data.subarray(data.readUInt32LE(0));
}

export function readRpc(data: Buffer): RpcCall {
  const reader = new ByteReader(afterHeaders(data));
  const length = reader.u16();
  const procedure =
    length === 0xffff ? (wellKnown[reader.u16()] ?? 'unknown') : reader.text(length);
  reader.u16();
  const parameters: Parameter[] = [];
  while (reader.rest > 0) {
    const name = reader.text(reader.u8());
    reader.u8();
    parameters.push({ name, value: readParameter(reader) });
  }
  return { procedure, parameters };
}

function readParameter(reader: ByteReader): TdsScalar {
  const type = reader.u8();
  switch (type) {
    case 0x26:
    case 0x68:
    case 0x6d:
      reader.u8();
      return readNumber(type, reader.bytes(reader.u8()));
    case 0x6a:
    case 0x6c: {
      reader.u16();
      const scale = reader.u8();
      return readDecimal(reader, scale);
    }
    case 0xe7:
    case 0xa7: {
      const size = reader.u16();
      reader.bytes(5);
      const bytes = readSized(reader, size);
      return bytes === null ? null : bytes.toString(type === 0xe7 ? 'utf16le' : 'latin1');
    }
    case 0xa5:
      return readSized(reader, reader.u16());
    case 0x2a: {
      const scale = reader.u8();
      return readDatetime2(reader, scale);
    }
    default:
      throw new Error(`the stand-in takes no parameter of type 0x${type.toString(16)}`);
  }
}

function readNumber(type: number, bytes: Buffer): TdsScalar {
  if (bytes.length === 0) return null;
  if (type === 0x68) return bytes.readUInt8(0);
  if (type === 0x6d) return bytes.length === 4 ? bytes.readFloatLE(0) : bytes.readDoubleLE(0);
  if (bytes.length === 8) return bytes.readBigInt64LE(0);
  return bytes.readIntLE(0, bytes.length);
}

function readDecimal(reader: ByteReader, scale: number): TdsScalar {
  const length = reader.u8();
  if (length === 0) return null;
  const sign = reader.u8() === 1 ? 1 : -1;
  return (sign * Number(reader.unsigned(length - 1))) / 10 ** scale;
}

function readSized(reader: ByteReader, size: number): Buffer | null {
  if (size !== 0xffff) {
    const length = reader.u16();
    return length === 0xffff ? null : reader.bytes(length);
  }
  if (reader.u64() === 0xffff_ffff_ffff_ffffn) return null;
  const chunks: Buffer[] = [];
  for (let length = reader.u32(); length > 0; length = reader.u32()) {
    chunks.push(reader.bytes(length));
  }
  return Buffer.concat(chunks);
}

const firstDay = Date.parse('0001-01-01T00:00:00Z');

function readDatetime2(reader: ByteReader, scale: number): TdsScalar {
  const length = reader.u8();
  if (length === 0) return null;
  const ms = Number(reader.unsigned(length - 3)) / 10 ** (scale - 3);
  const days = Number(reader.unsigned(3));
  return new Date(firstDay + days * 86_400_000 + ms).toISOString().slice(0, -1);
}
