import type { Cell, ResultColumn } from '../../../preload/contract/database.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { Metadata } from './driver.ts';
import { integerCell, readDecimal, readMoney, readReal } from './numbers.ts';
import { spatialText } from './spatial.ts';
import { readDate, readDateTime, readDateTime2, readDateTimeOffset, readTime } from './temporal.ts';
import { readVariant } from './variant.ts';

type CellType = ResultColumn['type'];

const cellTypes: Readonly<Record<string, CellType>> = {
  ...{ TinyInt: 'integer', SmallInt: 'integer', Int: 'integer', BigInt: 'integer' },
  ...{ IntN: 'integer', Bit: 'boolean', BitN: 'boolean' },
  ...{ Real: 'float', Float: 'float', FloatN: 'float' },
  ...{ DecimalN: 'decimal', NumericN: 'decimal' },
  ...{ Money: 'decimal', SmallMoney: 'decimal', MoneyN: 'decimal' },
  ...{ DateTime: 'datetime', SmallDateTime: 'datetime', DateTimeN: 'datetime' },
  ...{ Date: 'date', Time: 'time', DateTime2: 'datetime', DateTimeOffset: 'datetime' },
  ...{ UniqueIdentifier: 'uuid', VarBinary: 'binary', Binary: 'binary', Image: 'binary' },
  ...{ UDT: 'other', Variant: 'other' },
};

export const cellType = (column: Metadata): CellType => cellTypes[column.type.name] ?? 'text';

/** How the bytes exact.ts leaves are read. */
const byBytes: Readonly<Record<string, (bytes: Buffer, column: Metadata) => Cell>> = {
  DecimalN: (bytes, { scale }) => readDecimal(bytes, scale ?? 0),
  NumericN: (bytes, { scale }) => readDecimal(bytes, scale ?? 0),
  Money: readMoney,
  SmallMoney: readMoney,
  MoneyN: readMoney,
  DateTime: readDateTime,
  SmallDateTime: readDateTime,
  DateTimeN: readDateTime,
  Date: readDate,
  Time: (bytes, { scale }) => readTime(bytes, scale ?? 7),
  DateTime2: (bytes, { scale }) => readDateTime2(bytes, scale ?? 7),
  DateTimeOffset: (bytes, { scale }) => readDateTimeOffset(bytes, scale ?? 7),
  Variant: readVariant,
  UDT: (bytes, { udtInfo }) => userType(bytes, udtInfo?.typeName.toLowerCase() ?? ''),
};

const hex = (bytes: Buffer): string => `0x${bytes.toString('hex')}`;

function userType(bytes: Buffer, name: string): string {
  const spatial = name === 'geography' || name === 'geometry';
  return (spatial ? spatialText(bytes, name === 'geography') : null) ?? hex(bytes);
}

/** A value of the driver as a cell, without loss. */
export function toCell(value: unknown, column: Metadata): Cell {
  if (value === null || value === undefined) return null;
  const read = byBytes[column.type.name];
  if (Buffer.isBuffer(value)) return read === undefined ? hex(value) : read(value, column);
  if (read !== undefined) throw lossy(column);
  return plainCell(value, column);
}

function plainCell(value: unknown, column: Metadata): Cell {
  const type = cellType(column);
  if (type === 'uuid') return String(value).toLowerCase();
  if (typeof value === 'string') return type === 'integer' ? integerCell(value) : value;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'number') throw lossy(column);
  const short = type === 'float' && (column.dataLength === 4 || column.type.name === 'Real');
  return short ? readReal(value) : value;
}

/** A new driver that reads values its own way must not pass unnoticed. */
const lossy = (column: Metadata): DiwanError =>
  new DiwanError('internal', {
    cause: new Error(`the driver gave a ${column.type.name} that may have lost digits`),
  });

/** The size of a value's text before it is made, so that a huge binary never becomes hex. */
export function valueBytes(value: unknown): number {
  if (value === null || value === undefined) return 4;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Buffer.isBuffer(value)) return value.length * 2 + 2;
  return String(value).length;
}
