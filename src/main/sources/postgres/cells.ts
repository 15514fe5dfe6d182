import type { Cell, ResultColumn } from '../../../preload/contract/database.ts';

type CellType = ResultColumn['type'];
type Convert = (text: string) => Cell;

const same: Convert = (text) => text;

function integer(text: string): Cell {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/** NaN and the infinities have no JSON. */
function float(text: string): Cell {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** `$1,234.50` under lc_monetary C. */
const money: Convert = (text) => text.replace(/[$,]/g, '');

/** `2026-03-29 02:30:00.5+03:30` to ISO-8601; BC and infinity stay as they are. */
const timestamp: Convert = (text) =>
  /^\d{4,}-\d\d-\d\d \d/.test(text) && !text.endsWith('BC')
    ? text
        .replace(' ', 'T')
        .replace(/([+-]\d\d)$/, '$1:00')
        .replace('+00:00', 'Z')
    : text;

const bytes: Convert = (text) => text.replace(/^\\x/, '0x');

/** By the object ids of pg_type.dat, which never change. */
const known = new Map<number, readonly [CellType, Convert]>([
  [16, ['boolean', (text) => text === 't']],
  [17, ['binary', bytes]],
  [18, ['text', same]], // "char"
  [19, ['text', same]], // name
  [20, ['integer', integer]],
  [21, ['integer', integer]],
  [23, ['integer', integer]],
  [25, ['text', same]],
  [26, ['integer', integer]], // oid
  [114, ['json', same]],
  [700, ['float', float]],
  [701, ['float', float]],
  [705, ['text', same]], // a literal of no type
  [790, ['decimal', money]],
  [1042, ['text', same]],
  [1043, ['text', same]],
  [1082, ['date', same]],
  [1083, ['time', same]],
  [1114, ['datetime', timestamp]],
  [1184, ['datetime', timestamp]],
  [1266, ['time', same]],
  [1700, ['decimal', same]],
  [2950, ['uuid', same]],
  [3802, ['json', same]],
]);

/** Enumerations, arrays, ranges, geometry, addresses: the server's own text for them. */
const other: readonly [CellType, Convert] = ['other', same];

export const cellType = (oid: number): CellType => (known.get(oid) ?? other)[0];

export const toCell = (oid: number, text: string | null): Cell =>
  text === null ? null : (known.get(oid) ?? other)[1](text);
