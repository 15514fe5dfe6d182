/** Dates and times, given as ISO-8601 text ([MS-TDS] 2.2.5.5.1.8 and 2.2.5.4.2). */
import { u8, u16, u32, unsigned } from './bytes.ts';
import type { Encoder, TdsValue, TypeName } from './values.ts';

interface Moment {
  /** Days since 0001-01-01. */
  days: number;
  /** Of the day, in units of 100 ns. */
  ticks: bigint;
  /** Minutes east of UTC. */
  offset: number;
}

const dayMs = 86_400_000;
const dayTicks = 864_000_000_000n;
const firstDay = Date.parse('0001-01-01T00:00:00Z');
const days1900 = (Date.parse('1900-01-01T00:00:00Z') - firstDay) / dayMs;

const shape =
  /^(\d{4}-\d\d-\d\d)?[T ]?(?:(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?)?\s*(?:Z|([+-])(\d\d):(\d\d))?$/;

function readMoment(value: TdsValue): Moment {
  const match = shape.exec(String(value));
  if (match === null) throw new Error(`no date or time: ${String(value)}`);
  const [, date, hour = '0', minute = '0', second = '0', fraction = '', sign, offH, offM] = match;
  const days = date === undefined ? 0 : (Date.parse(`${date}T00:00:00Z`) - firstDay) / dayMs;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const offset = sign === undefined ? 0 : Number(`${sign}1`) * (Number(offH) * 60 + Number(offM));
  return { days, ticks: BigInt(seconds) * 10_000_000n + BigInt(fraction.padEnd(7, '0')), offset };
}

const timeBytes = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5);

const encodeTime = (ticks: bigint, scale: number): Buffer =>
  unsigned(ticks / 10n ** BigInt(7 - scale), timeBytes(scale));

function encoder(info: Buffer, bytes: (moment: Moment) => Buffer): Encoder {
  return {
    info,
    encode: (value) => {
      if (value === null) return u8(0);
      const data = bytes(readMoment(value));
      return Buffer.concat([u8(data.length), data]);
    },
  };
}

/** On the wire a datetimeoffset is UTC, with the offset beside it. */
function offsetBytes(moment: Moment, scale: number): Buffer {
  const total =
    BigInt(moment.days) * dayTicks + moment.ticks - BigInt(moment.offset) * 600_000_000n;
  return Buffer.concat([
    encodeTime(total % dayTicks, scale),
    unsigned(total / dayTicks, 3),
    u16(moment.offset & 0xffff),
  ]);
}

/** Days since 1900 and 1/300 of a second. */
function datetimeBytes({ days, ticks }: Moment): Buffer {
  const parts = (ticks * 300n + 5_000_000n) / 10_000_000n;
  return Buffer.concat([u32(days - days1900), u32(Number(parts))]);
}

/** Null when the type is none of these. */
export function temporalEncoder({ base, size }: TypeName): Encoder | null {
  const scale = size[0] ?? 7;
  switch (base) {
    case 'date':
      return encoder(u8(0x28), ({ days }) => unsigned(BigInt(days), 3));
    case 'time':
      return encoder(Buffer.from([0x29, scale]), ({ ticks }) => encodeTime(ticks, scale));
    case 'datetime2':
      return encoder(Buffer.from([0x2a, scale]), ({ days, ticks }) =>
        Buffer.concat([encodeTime(ticks, scale), unsigned(BigInt(days), 3)]),
      );
    case 'datetimeoffset':
      return encoder(Buffer.from([0x2b, scale]), (moment) => offsetBytes(moment, scale));
    case 'datetime':
      return encoder(Buffer.from([0x6f, 8]), datetimeBytes);
    case 'smalldatetime':
      return encoder(Buffer.from([0x6f, 4]), ({ days, ticks }) =>
        Buffer.concat([u16(days - days1900), u16(Number(ticks / 600_000_000n))]),
      );
    default:
      return null;
  }
}
