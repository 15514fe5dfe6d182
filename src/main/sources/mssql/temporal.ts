/** Dates and times from their bytes ([MS-TDS] 2.2.5.5.1.8), as ISO-8601 text. */

const dayMs = 86_400_000;
const firstDay = Date.parse('0001-01-01T00:00:00Z');
const days1900 = (Date.parse('1900-01-01T00:00:00Z') - firstDay) / dayMs;

const dayText = (days: number): string =>
  new Date(firstDay + days * dayMs).toISOString().slice(0, 10);

const two = (value: number): string => String(value).padStart(2, '0');

/** Units of 10^-scale of a second since midnight; zeros at the end of a fraction say nothing. */
function clockText(units: number, scale: number): string {
  const perSecond = 10 ** scale;
  const seconds = Math.floor(units / perSecond);
  const fraction = String(units % perSecond)
    .padStart(scale, '0')
    .replace(/0+$/, '');
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return fraction === '' || scale === 0 ? text : `${text}.${fraction}`;
}

export const readDate = (bytes: Buffer): string => dayText(bytes.readUIntLE(0, 3));

export const readTime = (bytes: Buffer, scale: number): string =>
  clockText(bytes.readUIntLE(0, bytes.length), scale);

export function readDateTime2(bytes: Buffer, scale: number): string {
  const split = bytes.length - 3;
  return `${readDate(bytes.subarray(split))}T${readTime(bytes.subarray(0, split), scale)}`;
}

/** UTC on the wire, with minutes east of it; shown as the local time that was stored. */
export function readDateTimeOffset(bytes: Buffer, scale: number): string {
  const split = bytes.length - 5;
  const offset = bytes.readInt16LE(bytes.length - 2);
  const perMinute = 60 * 10 ** scale;
  const perDay = 1440 * perMinute;
  const local = bytes.readUIntLE(0, split) + offset * perMinute;
  const days = bytes.readUIntLE(split, 3) + Math.floor(local / perDay);
  const clock = clockText(((local % perDay) + perDay) % perDay, scale);
  const away = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
  return `${dayText(days)}T${clock}${zone}`;
}

/** datetime: days since 1900 and 1/300 of a second; smalldatetime: days and minutes. */
export function readDateTime(bytes: Buffer): string {
  if (bytes.length === 4) {
    return `${dayText(days1900 + bytes.readUInt16LE(0))}T${clockText(bytes.readUInt16LE(2) * 60, 0)}`;
  }
  const milliseconds = Math.round((bytes.readUInt32LE(4) * 10) / 3);
  return `${dayText(days1900 + bytes.readInt32LE(0))}T${clockText(milliseconds, 3)}`;
}
