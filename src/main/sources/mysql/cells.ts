import type { FieldPacket } from 'mysql2';
import type { Cell, ResultColumn } from '../../../preload/contract/database.ts';
import { toWellKnownText } from './wkb.ts';

type CellType = ResultColumn['type'];
type Convert = (bytes: Buffer) => Cell;

const text: Convert = (bytes) => bytes.toString('utf8');
const hex: Convert = (bytes) => `0x${bytes.toString('hex')}`;

const integer: Convert = (bytes) => {
  const digits = bytes.toString('latin1');
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : digits;
};

const float: Convert = (bytes) => {
  const number = Number(bytes.toString('latin1'));
  return Number.isFinite(number) ? number : bytes.toString('latin1');
};

/** `2026-02-28 13:45:00.5` in the session's time zone, as the server has it. */
const dateTime: Convert = (bytes) => bytes.toString('latin1').replace(' ', 'T');

/** BIT(n), most significant byte first. */
const bits: Convert = (bytes) => {
  const number = BigInt(`0x${bytes.toString('hex') || '0'}`);
  return number <= Number.MAX_SAFE_INTEGER ? Number(number) : number.toString();
};

const geometry: Convert = (bytes) => {
  try {
    return toWellKnownText(bytes);
  } catch {
    return hex(bytes); // of a kind WKB does not know: nothing is lost
  }
};

/** Column types of the protocol. https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html */
const known = new Map<number, readonly [CellType, Convert]>([
  ...types('decimal', text, 0, 246),
  ...types('integer', integer, 1, 2, 3, 8, 9, 13),
  ...types('float', float, 4, 5),
  ...types('datetime', dateTime, 7, 12, 17, 18),
  ...types('date', text, 10, 14),
  ...types('time', text, 11, 19),
  ...types('integer', bits, 16),
  ...types('json', text, 245),
  ...types('text', text, 6, 247, 248),
  ...types('other', geometry, 255),
]);

function types(type: CellType, convert: Convert, ...numbers: number[]) {
  return numbers.map((number): [number, readonly [CellType, Convert]] => [number, [type, convert]]);
}

/** The character set that means bytes. */
const binary = 63;

/** How to read a column; MariaDB tells some types only in its extended metadata. */
export function reading(field: FieldPacket): readonly [CellType, Convert] {
  const {
    extendedFormat,
    extendedTypeName,
  }: { extendedFormat?: unknown; extendedTypeName?: unknown } = field;
  if (extendedFormat === 'json') return ['json', text];
  if (extendedTypeName === 'uuid') return ['uuid', text];
  if (typeof extendedTypeName === 'string' && extendedTypeName.startsWith('inet'))
    return ['other', text];
  const fixed = known.get(field.columnType ?? field.type ?? -1);
  if (fixed !== undefined) return fixed;
  return field.characterSet === binary ? ['binary', hex] : ['text', text];
}
