import type { Cell, Result, ResultColumn } from '../../preload/contract/database.ts';

const widest = 60;
const numeric = new Set<ResultColumn['type']>(['integer', 'decimal', 'float']);

/**
 * A result as an Excel workbook of one sheet: numbers as numbers where a spreadsheet's 15 digits
 * hold them, all else as text, never as a formula.
 */
export async function xlsxOf(result: Result, rightToLeft: boolean): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const header = result.columns.map(({ name }) => ({
    value: name,
    type: String,
    fontWeight: 'bold' as const,
    backgroundColor: '#E8EEF1',
  }));
  const rows = result.rows.map((row) => row.map((cell, n) => cellOf(cell, result.columns[n])));
  const sheet = writeExcelFile([header, ...rows], {
    columns: result.columns.map((_, n) => ({ width: widthOf(result, n) })),
    stickyRowsCount: 1,
    rightToLeft,
  });
  return await sheet.toBuffer();
}

function cellOf(cell: Cell, column: ResultColumn | undefined) {
  if (cell === null) return null;
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  const number = Number(cell);
  const digits = String(cell).replace(/\D/g, '').length;
  if (column && numeric.has(column.type) && Number.isFinite(number) && digits <= 15) {
    return {
      value: number,
      type: Number,
      format: Number.isInteger(number) ? '#,##0' : '#,##0.00##',
    };
  }
  return { value: String(cell), type: String };
}

function widthOf(result: Result, n: number): number {
  const lengths = result.rows.slice(0, 200).map((row) => String(row[n] ?? '').length);
  return Math.min(widest, Math.max(result.columns[n]?.name.length ?? 0, ...lengths) + 3);
}
