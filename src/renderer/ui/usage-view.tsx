import { Table } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sums } from '../../preload/contract/costs.ts';
import type { Usage } from '../../preload/contract/entries/costs.ts';
import { useFormat, useLanguage } from '../format.ts';
import { isRtl } from '../i18n.ts';
import { Chart } from './chart.tsx';
import { endClass, Section, Stat, Stats, TableWrap, Two } from './page.tsx';
import { Share } from './share.tsx';
import { Empty } from './state.tsx';
import { Trend } from './trend.tsx';

/** The cost views of a scope: overview, trend, by model, by stage, input against output. */
export function UsageView({ usage, children }: { usage: Usage; children?: ReactNode }) {
  const { t } = useTranslation();
  const { number, money, month } = useFormat();
  const { overview, forecast, trend } = usage;
  const mean = overview.questions > 0 ? overview.cost / overview.questions : 0;
  return (
    <>
      <Stats>
        <Stat label={t('costs.total')} value={money(overview.cost)} />
        <Stat
          label={t('costs.questions')}
          value={number(overview.questions)}
          hint={
            overview.failed > 0 ? t('overview.failed', { n: number(overview.failed) }) : undefined
          }
        />
        <Stat label={t('costs.mean')} value={money(Math.round(mean))} />
        <Stat
          label={t('costs.forecast', { month: month(forecast.month) })}
          value={money(forecast.forecast)}
          hint={t('costs.soFar', { amount: money(forecast.spent) })}
        />
      </Stats>
      <Section title={t('overview.spending')}>
        <Trend days={trend} height={260} />
      </Section>
      {trend.length > 0 && (
        <Two>
          <Section title={t('costs.byModel')}>
            <SumTable
              label={t('costs.byModel')}
              first={t('receipt.model')}
              rows={usage.byModel.map((one) => ({
                ...one,
                key: one.model,
                name: one.model,
                ltr: true,
              }))}
            />
          </Section>
          <Section title={t('costs.byStage')}>
            <SumTable
              label={t('costs.byStage')}
              first={t('receipt.stage')}
              rows={usage.byStage.map((one) => ({
                ...one,
                key: one.stage,
                name: t(`stages.${one.stage}`),
              }))}
            />
          </Section>
          <Sides usage={usage} />
          {children}
        </Two>
      )}
    </>
  );
}

export interface SumTableProps {
  label: string;
  first: string;
  rows: readonly (Sums & { key: string | number; name: string; ltr?: boolean })[];
  /** What shares are of, nanodollars; the sum of the rows if unset. */
  whole?: number;
}

/** Who or what spent how much, each with its share. */
export function SumTable({ label, first, rows, whole }: SumTableProps) {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  const total = whole ?? rows.reduce((sum, row) => sum + row.cost, 0);
  if (rows.length === 0) return <Empty icon="costs" title={t('costs.none')} />;
  return (
    <TableWrap label={label}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{first}</Table.Th>
            <Table.Th className={endClass}>{t('costs.calls')}</Table.Th>
            <Table.Th className={endClass}>{t('costs.tokens')}</Table.Th>
            <Table.Th className={endClass}>{t('costs.cost')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key}>
              <Table.Td>
                <Share name={row.name} ltr={row.ltr} of={row.cost} whole={total} />
              </Table.Td>
              <Table.Td className={endClass}>{number(row.calls)}</Table.Td>
              <Table.Td className={endClass}>{number(row.input + row.output)}</Table.Td>
              <Table.Td className={endClass}>{money(row.cost)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableWrap>
  );
}

function Sides({ usage: { bySide } }: { usage: Usage }) {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  const language = useLanguage();
  const spent = bySide.some(({ tokens }) => tokens > 0);
  const chart = useMemo(
    () => ({
      kind: 'bar' as const,
      title: '',
      rtl: isRtl(language),
      labels: bySide.map(({ side }) => t(`costs.sides.${side}`)),
      series: [{ name: t('costs.cost'), values: bySide.map(({ cost }) => cost) }],
    }),
    [bySide, language, t],
  );
  return (
    <Section title={t('costs.bySide')}>
      {spent ? (
        <>
          {bySide.some(({ cost }) => cost > 0) && (
            <Chart chart={chart} height={190} format={money} label={t('costs.bySide')} />
          )}
          <TableWrap label={t('costs.bySide')}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('costs.side')}</Table.Th>
                  <Table.Th className={endClass}>{t('costs.tokens')}</Table.Th>
                  <Table.Th className={endClass}>{t('costs.cost')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {bySide.map((one) => (
                  <Table.Tr key={one.side}>
                    <Table.Td>{t(`costs.sides.${one.side}`)}</Table.Td>
                    <Table.Td className={endClass}>{number(one.tokens)}</Table.Td>
                    <Table.Td className={endClass}>{money(one.cost)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </TableWrap>
        </>
      ) : (
        <Empty icon="costs" title={t('costs.none')} />
      )}
    </Section>
  );
}
