import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '../../preload/contract/answer.ts';
import { codesApart } from '../../preload/contract/direction.ts';
import { useFormat } from '../format.ts';
import classes from './answer.module.css';
import { endClass, TableWrap } from './page.tsx';

/** What an answer rests on and what it cost, stage by stage. */
export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const { number, money, moment, duration } = useFormat();
  const { database, tables, period, filters, rowCount, asOf } = receipt;
  const facts: [string, string | null][] = [
    [t('receipt.interpretation'), receipt.interpretation],
    [t('receipt.database'), database?.name ?? null],
    [t('receipt.tables'), tables.join(', ') || null],
    [t('receipt.period'), period],
    [t('receipt.filters'), filters.join('; ') || null],
    [t('receipt.rows'), rowCount === null ? null : number(rowCount)],
    [t('receipt.asOf'), asOf && moment(asOf)],
    [t('receipt.total'), money(receipt.total)],
  ];
  return (
    <div className={classes['receipt']}>
      <dl>
        {facts.map(([name, value]) =>
          value === null ? null : <Fact key={name} name={name} value={value} />,
        )}
      </dl>
      <TableWrap label={t('receipt.stages')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('receipt.stage')}</Table.Th>
              <Table.Th>{t('receipt.model')}</Table.Th>
              <Table.Th className={endClass}>{t('receipt.input')}</Table.Th>
              <Table.Th className={endClass}>{t('receipt.output')}</Table.Th>
              <Table.Th className={endClass}>{t('receipt.time')}</Table.Th>
              <Table.Th className={endClass}>{t('receipt.cost')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {receipt.stages.map((stage) => (
              <Table.Tr key={`${stage.stage}-${stage.attempt}`}>
                <Table.Td>{t(`stages.${stage.stage}`)}</Table.Td>
                <Table.Td>
                  <span className="ltr">{stage.model}</span>
                </Table.Td>
                <Table.Td className={endClass}>{number(stage.usage.input)}</Table.Td>
                <Table.Td className={endClass}>{number(stage.usage.output)}</Table.Td>
                <Table.Td className={endClass}>{duration(stage.elapsedMs)}</Table.Td>
                <Table.Td className={endClass}>{money(stage.cost)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableWrap>
    </div>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>
      <bdi>{codesApart(value)}</bdi>
    </dd>
  </>
);
