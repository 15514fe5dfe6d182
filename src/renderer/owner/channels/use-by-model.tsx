import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelUse } from '../../../preload/contract/channels.ts';
import { useFormat } from '../../format.ts';
import { endClass, TableWrap } from '../../ui/page.tsx';

export function UseByModel({ models }: { models: readonly (ChannelUse & { model: string })[] }) {
  const { t } = useTranslation();
  const { number, money, duration } = useFormat();
  return (
    <TableWrap label={t('costs.byModel')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('receipt.model')}</Table.Th>
            <Table.Th className={endClass}>{t('channels.requests')}</Table.Th>
            <Table.Th className={endClass}>{t('questions.error')}</Table.Th>
            <Table.Th className={endClass}>{t('channels.meanTime')}</Table.Th>
            <Table.Th className={endClass}>{t('costs.tokens')}</Table.Th>
            <Table.Th className={endClass}>{t('costs.cost')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {models.map((one) => (
            <Table.Tr key={one.model}>
              <Table.Td>
                <span className="ltr">{one.model}</span>
              </Table.Td>
              <Table.Td className={endClass}>{number(one.requests)}</Table.Td>
              <Table.Td className={endClass}>{number(one.failed)}</Table.Td>
              <Table.Td className={endClass}>
                {duration(one.elapsedMs / Math.max(1, one.requests))}
              </Table.Td>
              <Table.Td className={endClass}>{number(one.input + one.output)}</Table.Td>
              <Table.Td className={endClass}>{money(one.cost)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableWrap>
  );
}
