import type { Cell } from '../../../preload/contract/database.ts';
import { integerCell, readDecimal, readMoney, readReal } from './numbers.ts';
import { readDate, readDateTime, readDateTime2, readDateTimeOffset, readTime } from './temporal.ts';

/** Text of the common code pages; what is not known is read as Western European. */
const codepages: Readonly<Record<number, string>> = {
  1: 'windows-1256', // Arabic
  13: 'windows-1255', // Hebrew
  25: 'windows-1251', // Russian
  32: 'windows-1256', // Urdu
  41: 'windows-1256', // Persian
  31: 'windows-1254', // Turkish
  8: 'windows-1253', // Greek
};

/** A collation's five bytes: bit 6 of its flags says UTF-8, its low ten bits the language. */
function narrowText(data: Buffer, collation: Buffer): string {
  const utf8 = (collation.readUInt8(3) & 0x04) !== 0;
  const language = collation.readUInt16LE(0) & 0x3ff;
  return new TextDecoder(utf8 ? 'utf-8' : (codepages[language] ?? 'windows-1252')).decode(data);
}

export function uuidText(bytes: Buffer): string {
  const hex = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
    .map((at) => bytes.subarray(at, at + 1).toString('hex'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A sql_variant: its base type, that type's properties, the value ([MS-TDS] 2.2.5.5.4). */
export function readVariant(bytes: Buffer): Cell {
  const properties = bytes.subarray(2, 2 + bytes.readUInt8(1));
  const data = bytes.subarray(2 + properties.length);
  switch (bytes.readUInt8(0)) {
    case 0x30:
      return data.readUInt8(0);
    case 0x34:
      return data.readInt16LE(0);
    case 0x38:
      return data.readInt32LE(0);
    case 0x7f:
      return integerCell(data.readBigInt64LE(0).toString());
    case 0x32:
      return data.readUInt8(0) !== 0;
    case 0x3b:
      return readReal(data.readFloatLE(0));
    case 0x3e:
      return data.readDoubleLE(0);
    case 0x3c:
    case 0x7a:
      return readMoney(data);
    case 0x6a:
    case 0x6c:
      return readDecimal(data, properties.readUInt8(1));
    case 0x24:
      return uuidText(data);
    case 0xe7:
    case 0xef:
      return data.toString('utf16le');
    case 0xa7:
    case 0xaf:
      return narrowText(data, properties);
    default:
      return readMoment(bytes.readUInt8(0), properties, data) ?? `0x${data.toString('hex')}`;
  }
}

function readMoment(type: number, properties: Buffer, data: Buffer): string | null {
  const scale = properties.length > 0 ? properties.readUInt8(0) : 0;
  switch (type) {
    case 0x3d:
    case 0x3a:
      return readDateTime(data);
    case 0x28:
      return readDate(data);
    case 0x29:
      return readTime(data, scale);
    case 0x2a:
      return readDateTime2(data, scale);
    case 0x2b:
      return readDateTimeOffset(data, scale);
    default:
      return null;
  }
}
