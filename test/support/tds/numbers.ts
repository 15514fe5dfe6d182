/** Integers, bit, float, money and decimal ([MS-TDS] 2.2.5.5.1). */
import { u8, u32, unsigned } from './bytes.ts';
import type { Encoder, TdsValue, TypeName } from './values.ts';

const nullByte = u8(0);

const integerBytes: Readonly<Record<string, number>> = {
  tinyint: 1,
  smallint: 2,
  int: 4,
  bigint: 8,
};

function withLength(length: number, bytes: (value: TdsValue) => Buffer): Encoder['encode'] {
  return (value) => (value === null ? nullByte : Buffer.concat([u8(length), bytes(value)]));
}

function integer(length: number): Encoder {
  const bytes = (value: TdsValue) => unsigned(BigInt(String(value)), length);
  return { info: Buffer.from([0x26, length]), encode: withLength(length, bytes) };
}

function float(length: 4 | 8): Encoder {
  return {
    info: Buffer.from([0x6d, length]),
    encode: withLength(length, (value) => {
      const bytes = Buffer.alloc(length);
      if (length === 4) bytes.writeFloatLE(Number(value));
      else bytes.writeDoubleLE(Number(value));
      return bytes;
    }),
  };
}

/** `-12.5` with scale 2 is -1250. */
export function scaled(value: TdsValue, scale: number): bigint {
  const [whole = '0', fraction = ''] = String(value).split('.');
  return BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale));
}

function money(length: 4 | 8): Encoder {
  return {
    info: Buffer.from([0x6e, length]),
    encode: withLength(length, (value) => {
      const ticks = scaled(value, 4);
      if (length === 4) return unsigned(ticks, 4);
      return Buffer.concat([
        u32(Number(BigInt.asUintN(32, ticks >> 32n))),
        u32(Number(BigInt.asUintN(32, ticks))),
      ]);
    }),
  };
}

const decimalBytes = (precision: number): number =>
  precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;

function decimal(token: number, precision: number, scale: number): Encoder {
  const length = decimalBytes(precision);
  const bytes = (value: TdsValue) => {
    const ticks = scaled(value, scale);
    // A negative fraction such as -0.5 keeps its sign although its whole part is zero.
    const negative = String(value).startsWith('-');
    const magnitude = ticks < 0n ? -ticks : ticks;
    return Buffer.concat([u8(negative ? 0 : 1), unsigned(magnitude, length - 1)]);
  };
  return {
    info: Buffer.from([token, length, precision, scale]),
    encode: withLength(length, bytes),
  };
}

/** Null when the type is none of these. */
export function numberEncoder({ base, size }: TypeName): Encoder | null {
  const bytes = integerBytes[base];
  if (bytes !== undefined) return integer(bytes);
  const [precision = 18, scale = 0] = size;
  switch (base) {
    case 'bit':
      return { info: Buffer.from([0x68, 1]), encode: withLength(1, (v) => u8(Number(v))) };
    case 'real':
      return float(4);
    case 'float':
      return float(8);
    case 'smallmoney':
      return money(4);
    case 'money':
      return money(8);
    case 'decimal':
      return decimal(0x6a, precision, scale);
    case 'numeric':
      return decimal(0x6c, precision, scale);
    default:
      return null;
  }
}
