/** Text, binary, xml, uuid and CLR types ([MS-TDS] 2.2.5.4.3, 2.2.5.2.3). */
import { bVarChar, u8, u16, u32, u64, usVarChar } from './bytes.ts';
import type { Encoder, TdsValue, TypeName } from './values.ts';

const collations = {
  latin: Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]),
  arabic: Buffer.from([0x01, 0x04, 0x00, 0x00, 0x00]),
  utf8: Buffer.from([0x09, 0x04, 0x00, 0x04, 0x00]),
} as const;

export const defaultCollation = collations.latin;

function codepage(label: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(label);
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  return new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}
const codepages = { latin: codepage('windows-1252'), arabic: codepage('windows-1256') };

function toBytes(value: TdsValue): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  return Buffer.from(String(value).replace(/^0x/i, ''), 'hex');
}

function toCodepage(text: string, collation: TypeName['collation']): Buffer {
  if (collation === 'utf8') return Buffer.from(text, 'utf8');
  const map = codepages[collation];
  return Buffer.from(Array.from(text, (character) => map.get(character) ?? 0x3f));
}

const plpNull = u64(0xffff_ffff_ffff_ffffn);
const plpUnknownLength = u64(0xffff_ffff_ffff_fffen);
const plpChunk = 8_000;

/** Partially length-prefixed: chunks, each with its length, ended by an empty one. */
function plp(bytes: Buffer): Buffer {
  const parts = [plpUnknownLength];
  for (let at = 0; at < bytes.length; at += plpChunk) {
    const chunk = bytes.subarray(at, at + plpChunk);
    parts.push(u32(chunk.length), chunk);
  }
  return Buffer.concat([...parts, u32(0)]);
}

const plpOrNull =
  (bytes: (value: TdsValue) => Buffer): Encoder['encode'] =>
  (value) =>
    value === null ? plpNull : plp(bytes(value));

/** `tail` is the collation, for text. */
function sized(
  token: number,
  size: number,
  tail: Buffer,
  bytes: (value: TdsValue) => Buffer,
): Encoder {
  const info = Buffer.concat([u8(token), u16(size < 0 ? 0xffff : size), tail]);
  if (size < 0) return { info, encode: plpOrNull(bytes) };
  return {
    info,
    encode: (value) => {
      if (value === null) return u16(0xffff);
      const data = bytes(value);
      return Buffer.concat([u16(data.length), data]);
    },
  };
}

/** The old text, ntext and image: a text pointer and a timestamp before the data. */
function legacy(token: number, tail: Buffer, bytes: (value: TdsValue) => Buffer): Encoder {
  const tableName = Buffer.concat([u8(1), usVarChar('t')]);
  return {
    info: Buffer.concat([u8(token), u32(0x7fff_ffff), tail, tableName]),
    encode: (value) => {
      if (value === null) return u8(0);
      const data = bytes(value);
      return Buffer.concat([u8(16), Buffer.alloc(24), u32(data.length), data]);
    },
  };
}

function uuidBytes(value: TdsValue): Buffer {
  const hex = Buffer.from(String(value).replaceAll('-', ''), 'hex');
  const swapped = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Buffer.from(swapped.map((at) => hex.readUInt8(at)));
}

function clrType(name: string): Encoder {
  const type = [bVarChar('db'), bVarChar('sys'), bVarChar(name), usVarChar('Microsoft.SqlServer')];
  return {
    info: Buffer.concat([u8(0xf0), u16(0xffff), ...type]),
    encode: plpOrNull(toBytes),
  };
}

const noTail = Buffer.alloc(0);
const utf16 = (value: TdsValue): Buffer => Buffer.from(String(value), 'utf16le');

/** Null when the type is none of these. */
export function stringEncoder({ base, size, collation }: TypeName): Encoder | null {
  const length = size[0] ?? 1;
  const tail = collations[collation];
  const narrow = (value: TdsValue) => toCodepage(String(value), collation);
  switch (base) {
    case 'nvarchar':
    case 'sysname':
      return sized(0xe7, (size[0] ?? 128) * 2, tail, utf16);
    case 'nchar':
      return sized(0xef, length * 2, tail, (v) => utf16(String(v).padEnd(length)));
    case 'varchar':
      return sized(0xa7, length, tail, narrow);
    case 'char':
      return sized(0xaf, length, tail, (v) => narrow(String(v).padEnd(length)));
    case 'varbinary':
      return sized(0xa5, length, noTail, toBytes);
    case 'binary':
      return sized(0xad, length, noTail, toBytes);
    case 'timestamp':
    case 'rowversion':
      return sized(0xad, 8, noTail, toBytes);
    case 'text':
      return legacy(0x23, tail, narrow);
    case 'ntext':
      return legacy(0x63, tail, utf16);
    case 'image':
      return legacy(0x22, noTail, toBytes);
    case 'xml':
      return { info: Buffer.from([0xf1, 0]), encode: plpOrNull(utf16) };
    case 'uniqueidentifier':
      return {
        info: Buffer.from([0x24, 16]),
        encode: (v) => (v === null ? u8(0) : Buffer.concat([u8(16), uuidBytes(v)])),
      };
    case 'geography':
    case 'geometry':
    case 'hierarchyid':
      return clrType(base);
    default:
      return null;
  }
}
