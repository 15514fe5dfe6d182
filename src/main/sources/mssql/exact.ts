import type { ConnectionOptions } from 'tedious';
import { z } from 'zod';

/**
 * tedious turns decimals and money into doubles, drops the offset of a datetimeoffset and the
 * seventh digit of a second. It has no option for that, so the one function in which it does so is
 * replaced: for these types a cell is the bytes as they came, and cells.ts reads them.
 */

type ValueParser = typeof import('tedious/lib/value-parser.js');
type ReadValue = ValueParser['readValue'];
type ReadPlp = ValueParser['readPLPStream'];
type ParserOptions = Parameters<ReadValue>[3];
type Helpers = typeof import('tedious/lib/token/helpers.js');

/** How the length of a value stands before it: in one byte, in four, or nowhere. */
type Layout = 'byte' | 'long' | number;

const layouts: ReadonlyMap<string, Layout> = new Map<string, Layout>([
  ['DecimalN', 'byte'],
  ['NumericN', 'byte'],
  ['MoneyN', 'byte'],
  ['Money', 8],
  ['SmallMoney', 4],
  ['DateTimeN', 'byte'],
  ['DateTime', 8],
  ['SmallDateTime', 4],
  ['Date', 'byte'],
  ['Time', 'byte'],
  ['DateTime2', 'byte'],
  ['DateTimeOffset', 'byte'],
  ['Variant', 'long'],
]);

/** No cell larger than this is ever sent or kept; a row with one is left out, and said so. */
export const largestCell = 16_000_000;

/** Marks Diwan's own connections: this option reaches the parser, and changes nothing. */
export const exactValues: NonNullable<ConnectionOptions['columnNameReplacer']> = (name) => name;

/** What stands before a value, and how long it is; null when its length has not come yet. */
function extent(layout: Layout, buffer: Buffer, offset: number): [number, number] | null {
  if (typeof layout === 'number') return [0, layout];
  if (layout === 'byte') return buffer.length > offset ? [1, buffer.readUInt8(offset)] : null;
  return buffer.length >= offset + 4 ? [4, buffer.readUInt32LE(offset)] : null;
}

const isOurs = (options: ParserOptions): boolean => options.columnNameReplacer === exactValues;

function exactly(original: ReadValue, { NotEnoughDataError, Result }: Helpers): ReadValue {
  return (buffer, offset, metadata, options) => {
    const layout = layouts.get(metadata.type.name);
    if (layout === undefined || !isOurs(options)) {
      return original(buffer, offset, metadata, options);
    }
    const [prefix, length] = extent(layout, buffer, offset) ?? [4, 0];
    const end = offset + prefix + length;
    if (buffer.length < end) throw new NotEnoughDataError(end);
    const value = length === 0 ? null : buffer.subarray(offset + prefix, end);
    return new Result<unknown>(value, end);
  };
}

const plpNull = 0xffff_ffff_ffff_ffffn;

/**
 * A value of unknown length comes in chunks ([MS-TDS] 2.2.5.2.3). What is beyond the largest cell
 * is read and forgotten: SET TEXTSIZE does not hold for xml and CLR types.
 */
function bounded(original: ReadPlp): ReadPlp {
  return async (parser) => {
    if (!isOurs(parser.options)) return original(parser);
    const has = async (length: number) => {
      while (parser.buffer.length < parser.position + length) await parser.waitForChunk();
    };
    await has(8);
    const total = parser.buffer.readBigUInt64LE(parser.position);
    parser.position += 8;
    if (total === plpNull) return null;
    const kept: Buffer[] = [];
    let size = 0;
    for (;;) {
      await has(4);
      const length = parser.buffer.readUInt32LE(parser.position);
      parser.position += 4;
      if (length === 0) return kept;
      await has(length);
      if (size < largestCell) {
        kept.push(parser.buffer.subarray(parser.position, parser.position + length));
      }
      size += length;
      parser.position += length;
    }
  };
}

const Replaceable = z.object({
  readValue: z.custom<ReadValue>((value) => typeof value === 'function'),
  readPLPStream: z.custom<ReadPlp>((value) => typeof value === 'function'),
});

let installing: Promise<void> | null = null;

/**
 * Once, after which connections made with `columnNameReplacer: exactValues` lose no digit. What is
 * changed must be the object tedious itself looks into, so it is imported as tedious imports it:
 * bundled or not, that is one module.
 */
export function installExactValues(): Promise<void> {
  installing ??= install();
  return installing;
}

async function install(): Promise<void> {
  const helpers = await import('tedious/lib/token/helpers.js');
  const { default: parser }: { default?: unknown } = await import('tedious/lib/value-parser.js');
  const { readValue, readPLPStream } = Replaceable.parse(parser);
  Object.assign(Object(parser), {
    readValue: exactly(readValue, helpers),
    readPLPStream: bounded(readPLPStream),
  });
}
