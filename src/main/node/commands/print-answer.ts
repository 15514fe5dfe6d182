import type { Answer, StageReceipt } from '../../../preload/contract/answer.ts';
import type { Result } from '../../../preload/contract/database.ts';
import { formatColumn } from '../../lib/locale.ts';
import { dollars } from '../../lib/money.ts';

const shownRows = 20;
const widestCell = 40;

/** An answer for a terminal: text, table, SQL and receipt, as plain lines. */
export function printAnswer(answer: Answer): string {
  const parts = [
    answer.text,
    answer.result && tableText(answer.result),
    answer.sql && `SQL\n${indent(answer.sql)}`,
    `Receipt\n${indent(receiptText(answer))}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function tableText(result: Result): string {
  const shown = result.rows.slice(0, shownRows);
  const columns = result.columns.map((column, n) =>
    formatColumn(
      'en',
      column,
      shown.map((row) => row[n] ?? null),
    ).map(oneLine),
  );
  const rows = shown.map((_, at) => columns.map((cells) => cells[at] ?? ''));
  const header = result.columns.map((column) => column.name);
  const widths = header.map((name, n) =>
    Math.max(name.length, ...rows.map((row) => row[n]?.length ?? 0)),
  );
  const numeric = result.columns.map(({ type }) => ['integer', 'decimal', 'float'].includes(type));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, n) => (numeric[n] ? cell.padStart(widths[n] ?? 0) : cell.padEnd(widths[n] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const more = result.rows.length - rows.length;
  const rest = more > 0 ? [`… and ${more} more rows`] : [];
  return [line(header), rule, ...rows.map(line), ...rest].join('\n');
}

function oneLine(cell: string): string {
  const text = cell.replace(/\s+/g, ' ');
  return text.length > widestCell ? `${text.slice(0, widestCell - 1)}…` : text;
}

function receiptText(answer: Answer): string {
  const { receipt } = answer;
  const rows =
    receipt.rowCount === null ? null : `${receipt.rowCount}${receipt.cut ? ' (cut)' : ''}`;
  const lines: [string, string | null][] = [
    ['understood as', receipt.interpretation],
    ['database', receipt.database && `${receipt.database.name} (${receipt.database.dialect})`],
    ['tables', receipt.tables.join(', ') || null],
    ['period', receipt.period],
    ['filters', receipt.filters.join('; ') || null],
    ['rows', rows],
    ['data as of', receipt.asOf],
    ...receipt.stages.map(stageLine),
    ['total', `$${dollars(receipt.total)}`],
    ['note', answer.practice ? 'answered by the built-in practice model, not by a real one' : null],
    [
      'check',
      answer.doubtfulNumbers.length > 0
        ? `not found in the rows: ${answer.doubtfulNumbers.join(', ')}`
        : null,
    ],
  ];
  return lines
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name.padEnd(14)} ${value}`)
    .join('\n');
}

function stageLine({ stage, model, usage, cost, elapsedMs }: StageReceipt): [string, string] {
  const tokens = `${usage.input.toLocaleString('en-US')} + ${usage.output.toLocaleString('en-US')} tokens`;
  return [`${stage} stage`, `${model}, ${tokens}, $${dollars(cost)}, ${Math.round(elapsedMs)} ms`];
}

const indent = (text: string): string => text.replace(/^/gm, '  ');
