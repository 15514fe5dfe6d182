import { Button, Pagination, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../../preload/contract/database.ts';
import { formatCell, isNumeric } from '../cells.ts';
import { useFormat, useLanguage } from '../format.ts';
import { save } from '../save.ts';
import { Icon } from './icons.tsx';
import { endClass, TableWrap } from './page.tsx';
import classes from './result-table.module.css';

const pageSize = 12;

/** The rows of an answer, a page at a time. */
export function ResultTable({ result, cut }: { result: Result; cut: 'rows' | 'bytes' | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { number } = useFormat();
  const [page, setPage] = useState(1);
  const { columns, rows } = result;
  if (rows.length === 0) return <p className={classes['none']}>{t('answer.noRows')}</p>;
  const pages = Math.ceil(rows.length / pageSize);
  const shown = rows.slice((page - 1) * pageSize, page * pageSize);
  return (
    <div className={classes['table']}>
      <TableWrap label={t('answer.rows')}>
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column.name} className={isNumeric(column) ? endClass : undefined}>
                  <span dir="auto">{column.name}</span>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row, index) => (
              // Rows have no names of their own and never change places.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <Table.Tr key={index}>
                {columns.map((column, at) => (
                  <Table.Td key={column.name} className={isNumeric(column) ? endClass : undefined}>
                    <span dir="auto">{formatCell(language, column, row[at] ?? null)}</span>
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableWrap>
      <div className={classes['foot']}>
        <span>{t(cut ? 'answer.countCut' : 'answer.count', { n: number(rows.length) })}</span>
        {pages > 1 && (
          <Pagination
            total={pages}
            value={page}
            onChange={setPage}
            size="sm"
            getControlProps={(control) => ({ 'aria-label': t(`pages.${control}`) })}
          />
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Icon name="download" size={15} />}
          onClick={() => void saveCsv(result)}
        >
          {t('answer.csv')}
        </Button>
      </div>
    </div>
  );
}

async function saveCsv({ columns, rows }: Result): Promise<void> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  const header = columns.map((column) => column.name);
  const body = rows.map((row) =>
    row.map((cell) => (typeof cell === 'boolean' ? String(cell) : cell)),
  );
  const options = { bom: true, escape_formulas: true, record_delimiter: 'windows' } as const;
  save('answer.csv', new Blob([stringify([header, ...body], options)], { type: 'text/csv' }));
}
