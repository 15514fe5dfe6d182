import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';
import { endClass, TableWrap, wideClass } from './page.tsx';

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  end?: boolean;
  /** Left out where the page is narrow. */
  wide?: boolean;
}

export interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  /** What may be done with a row, at its end. */
  acts: (row: Row) => ReactNode;
  /** Whether a row stands back: it is there, and not made use of. */
  isHidden?: (row: Row) => boolean;
}

/** A small table whose rows can be acted upon. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, acts, isHidden } = props;
  const { t } = useTranslation();
  return (
    <TableWrap label={label}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.head} className={classOf(column)}>
                {column.head}
              </Table.Th>
            ))}
            <Table.Th>
              <span className="unseen">{t('members.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)} className={classes['row']} data-hidden={isHidden?.(row)}>
              {columns.map((column) => (
                <Table.Td key={column.head} className={classOf(column)}>
                  {column.cell(row)}
                </Table.Td>
              ))}
              <Table.Td className={endClass}>{acts(row)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableWrap>
  );
}

const classOf = ({ end, wide }: { end?: boolean; wide?: boolean }): string =>
  [end && endClass, wide && wideClass].filter(Boolean).join(' ');
