import type { Cell } from '../../../../preload/contract/database.ts';

const format = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** A cell as it is read: numbers with thousands separators, everything else as it is. */
export function cellText(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return format.format(cell);
  if (typeof cell === 'boolean') return cell ? '✓' : '✗';
  return /^-?\d{4,}(?:\.\d+)?$/.test(cell) ? format.format(Number(cell)) : cell;
}

/** A cell's number, decimals that come as text too; null for anything else. */
export function numberOfCell(cell: Cell): number | null {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'string' && /^-?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : null;
}

export const numberText = (value: number): string => format.format(value);
