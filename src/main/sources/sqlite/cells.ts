import type { SQLOutputValue } from 'node:sqlite';
import type { Cell, ResultColumn } from '../../../preload/contract/database.ts';

type CellType = ResultColumn['type'];

/** A value read with setReadBigInts, without loss. */
export function toCell(value: SQLOutputValue): Cell {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  return value;
}

/** The size of a value's text before it is made, so that a huge blob never becomes hex. */
export function cellBytes(value: SQLOutputValue): number {
  if (value === null) return 4;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.byteLength * 2 + 2;
  return String(value).length;
}

const declared: readonly [RegExp, CellType][] = [
  [/^(timestamp|datetime)/i, 'datetime'],
  [/^date/i, 'date'],
  [/^time/i, 'time'],
  [/^json/i, 'json'],
  [/^(uuid|guid|uniqueidentifier)/i, 'uuid'],
  [/^(decimal|numeric|money|number)/i, 'decimal'],
  [/int|bool/i, 'integer'],
  [/char|clob|text/i, 'text'],
  [/blob|binary/i, 'binary'],
  [/real|floa|doub/i, 'float'],
];

const byDeclaration = (type: string | null): CellType | null =>
  declared.find(([shape]) => shape.test(type ?? ''))?.[1] ?? null;

const fits: Readonly<Record<'string' | 'bigint' | 'number' | 'binary', readonly CellType[]>> = {
  string: ['text', 'datetime', 'date', 'time', 'json', 'uuid'],
  bigint: ['integer', 'decimal'],
  number: ['float', 'decimal'],
  binary: ['binary', 'uuid'],
};

/**
 * A column's type: SQLite lets any value stand in any column, so the declaration counts only where
 * the first value that is not null agrees with it.
 */
export function cellType(declaration: string | null, value: SQLOutputValue | undefined): CellType {
  const wanted = byDeclaration(declaration);
  if (value === null || value === undefined) return wanted ?? 'text';
  const kind = value instanceof Uint8Array ? 'binary' : typeof value;
  if (kind !== 'string' && kind !== 'bigint' && kind !== 'number' && kind !== 'binary')
    return 'other';
  const [usual] = fits[kind];
  return wanted !== null && fits[kind].includes(wanted) ? wanted : (usual ?? 'other');
}
