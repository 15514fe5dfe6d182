import type { Cell } from '../../../../preload/contract/database.ts';

/** A cell's number, decimals that come as text too; null for anything else. */
export function numberOfCell(cell: Cell): number | null {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'string' && /^-?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : null;
}
