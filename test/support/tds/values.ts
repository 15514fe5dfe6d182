/** What rows are made of before they are encoded. Decimals, dates and times are text. */
export type TdsScalar = string | number | bigint | boolean | Uint8Array | null;

/** The value of a sql_variant names its own type. */
export interface TdsVariant {
  type: string;
  value: TdsScalar;
}

export type TdsValue = TdsScalar | TdsVariant;

export interface Column {
  name: string;
  /** As T-SQL words it, e.g. `nvarchar(40)`, `decimal(38,10)`, `varchar(20) collate arabic`. */
  type: string;
}

/** A T-SQL type, taken apart. */
export interface TypeName {
  base: string;
  /** Of `(40)`, `(18,2)`; `max` is -1. */
  size: readonly number[];
  collation: 'latin' | 'arabic' | 'utf8';
  /** `int not null`: a column that cannot be null has a fixed type of its own on the wire. */
  fixed: boolean;
}

export function readTypeName(text: string): TypeName {
  const match = /^\s*([a-z0-9_]+)\s*(?:\(([^)]*)\))?(?:\s+collate\s+(\w+))?/i.exec(text);
  const size = (match?.[2] ?? '').split(',').filter((part) => part.trim() !== '');
  const collation = match?.[3]?.toLowerCase() ?? 'latin';
  return {
    base: (match?.[1] ?? text).toLowerCase(),
    size: size.map((part) => (part.trim().toLowerCase() === 'max' ? -1 : Number(part))),
    collation: collation === 'arabic' || collation === 'utf8' ? collation : 'latin',
    fixed: /\bnot null$/i.test(text),
  };
}

/** How one column goes on the wire: its TYPE_INFO, and each value with its length. */
export interface Encoder {
  info: Buffer;
  encode(value: TdsValue): Buffer;
}

export const isVariant = (value: TdsValue): value is TdsVariant =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
