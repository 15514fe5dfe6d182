/** From a column's T-SQL type to its bytes: COLMETADATA and ROW ([MS-TDS] 2.2.7.4, 2.2.7.19). */
import { bVarChar, u8, u16, u32 } from './bytes.ts';
import { numberEncoder } from './numbers.ts';
import { defaultCollation, stringEncoder } from './strings.ts';
import { temporalEncoder } from './temporal.ts';
import type { Column, Encoder, TdsValue, TypeName } from './values.ts';
import { isVariant, readTypeName } from './values.ts';

/** Inside a variant the base types have fixed tokens and no length of their own. */
const fixedTokens: Readonly<Record<string, number>> = {
  tinyint: 0x30,
  smallint: 0x34,
  int: 0x38,
  bigint: 0x7f,
  bit: 0x32,
  real: 0x3b,
  float: 0x3e,
  money: 0x3c,
  smallmoney: 0x7a,
  datetime: 0x3d,
  smalldatetime: 0x3a,
};

function variantProperties({ base }: TypeName, info: Buffer): Buffer {
  if (base in fixedTokens || base === 'date' || base === 'uniqueidentifier') return Buffer.alloc(0);
  if (base === 'decimal' || base === 'numeric') return info.subarray(2, 4);
  if (/char$/.test(base)) return Buffer.concat([info.subarray(3, 8), info.subarray(1, 3)]);
  return info.subarray(1);
}

function encodeVariant(value: TdsValue): Buffer {
  if (value === null) return u32(0);
  const { type, value: inner } = isVariant(value) ? value : { type: 'nvarchar(4000)', value };
  const name = readTypeName(type);
  const { info, encode } = encoderFor(type);
  const encoded = encode(inner);
  const data = encoded.subarray(/char$|binary$/.test(name.base) ? 2 : 1);
  const properties = variantProperties(name, info);
  const token = fixedTokens[name.base] ?? info.readUInt8(0);
  const body = Buffer.concat([u8(token), u8(properties.length), properties, data]);
  return Buffer.concat([u32(body.length), body]);
}

const variant: Encoder = {
  info: Buffer.concat([u8(0x62), u32(8009)]),
  encode: encodeVariant,
};

function encoderFor(type: string): Encoder {
  const name = readTypeName(type);
  if (name.base === 'sql_variant') return variant;
  const encoder = numberEncoder(name) ?? temporalEncoder(name) ?? stringEncoder(name);
  if (encoder === null) throw new Error(`the stand-in has no type ${type}`);
  const token = fixedTokens[name.base];
  if (!name.fixed || token === undefined) return encoder;
  return { info: u8(token), encode: (value) => encoder.encode(value).subarray(1) };
}

/** NBCROW where a value is null: a bitmap of the nulls, then the rest ([MS-TDS] 2.2.7.15). */
function nullRow(encoders: readonly Encoder[], values: readonly TdsValue[]): Buffer {
  const bitmap = Buffer.alloc(Math.ceil(encoders.length / 8));
  const present = encoders.flatMap((encoder, at) => {
    const value = values[at] ?? null;
    if (value !== null) return [encoder.encode(value)];
    bitmap[at >> 3] = (bitmap[at >> 3] ?? 0) | (1 << (at & 7));
    return [];
  });
  return Buffer.concat([u8(0xd2), bitmap, ...present]);
}

/** One result set's shape: its COLMETADATA token, and each row's ROW token. */
export function resultShape(columns: readonly Column[]): {
  metadata: Buffer;
  row(values: readonly TdsValue[]): Buffer;
} {
  const encoders = columns.map((column) => encoderFor(column.type));
  const described = columns.map((column, at) => {
    const info = encoders[at]?.info ?? Buffer.alloc(0);
    return Buffer.concat([u32(0), u16(0x0009), info, bVarChar(column.name)]);
  });
  return {
    metadata: Buffer.concat([u8(0x81), u16(columns.length), ...described]),
    row: (values) => {
      const nulls = encoders.filter((_, at) => (values[at] ?? null) === null).length;
      // As SQL Server does: one null alone is shorter in a plain row.
      if (nulls > 1) return nullRow(encoders, values);
      return Buffer.concat([
        u8(0xd1),
        ...encoders.map((one, at) => one.encode(values[at] ?? null)),
      ]);
    },
  };
}

export { defaultCollation };
