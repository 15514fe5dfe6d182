import { Badge, Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Figures } from '../../../preload/contract/entries/overview.ts';
import { getContext } from '../../api.ts';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import { go } from '../../router.ts';
import { Icon } from '../../ui/icons.tsx';
import { Page, Section, Stat, Stats, Two } from '../../ui/page.tsx';
import { QuestionList } from '../../ui/question-list.tsx';
import { View, Waiting, WaitingStats } from '../../ui/state.tsx';
import { Trend } from '../../ui/trend.tsx';
import { Attention, Health } from '../health.tsx';
import { OrganizationFirst } from '../no-organization.tsx';

/** Is everything running, what does it cost, what needs attention. */
export function Overview() {
  const { t } = useTranslation();
  const figures = useEntry('overview.figures', {});
  const health = useEntry('overview.health', {}, { every: 15_000 });
  const questions = useEntry('overview.questions', { limit: 8 });
  return (
    <Page
      title={t('overview.title')}
      about={t('overview.about')}
      actions={
        <Button leftSection={<Icon name="ask" size={16} />} onClick={() => go('ask')}>
          {t('overview.ask')}
        </Button>
      }
    >
      {getContext().organizationId === null && (
        <Section>
          <OrganizationFirst />
        </Section>
      )}
      <View query={figures} waiting={<WaitingStats />}>
        {(data) => <FigureCards figures={data} />}
      </View>
      {health.data && figures.data && <Attention health={health.data} figures={figures.data} />}
      <Two>
        <Section title={t('overview.health')}>
          <View query={health} waiting={<Waiting lines={6} height={24} />}>
            {(items) => <Health items={items} />}
          </View>
        </Section>
        <Section title={t('overview.spending')} about={t('overview.last30')}>
          <View query={figures} waiting={<Waiting lines={6} height={24} />}>
            {({ trend }) => <Trend days={trend} />}
          </View>
        </Section>
      </Two>
      <Section title={t('overview.recent')}>
        <View query={questions}>{(items) => <QuestionList items={items} />}</View>
      </Section>
    </Page>
  );
}

function FigureCards({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const { number, money, percent } = useFormat();
  const { today, month, budget, organization, databases } = figures;
  const share = budget && budget.amount > 0 ? budget.spent / budget.amount : 0;
  return (
    <Stats>
      <Stat
        label={t('overview.questionsToday')}
        value={number(today.questions)}
        hint={today.failed > 0 ? t('overview.failed', { n: number(today.failed) }) : undefined}
      />
      <Stat label={t('overview.spendToday')} value={money(today.cost)} hint={<TodaysBudget />} />
      <Stat
        label={t('overview.spendMonth')}
        value={money(month.cost)}
        hint={
          budget ? (
            <>
              {t('overview.ofBudget', { share: percent(share), amount: money(budget.amount) })}
              <Progress
                value={Math.min(100, share * 100)}
                color={share >= 1 ? 'red' : share >= 0.8 ? 'yellow' : 'brand'}
                size="sm"
                mt={6}
                aria-label={t('overview.spendMonth')}
              />
            </>
          ) : (
            t('overview.forecast', { amount: money(month.forecast) })
          )
        }
      />
      <Stat
        label={t('overview.members')}
        value={number(organization?.members ?? 0)}
        hint={
          <>
            {t('overview.databaseCount', { n: number(databases.ok + databases.failing) })}{' '}
            {databases.failing > 0 && (
              <Badge color="red" variant="light">
                {t('overview.failing', { n: number(databases.failing) })}
              </Badge>
            )}
          </>
        }
      />
    </Stats>
  );
}

/** Of the organisation's budget of the day, where it has one. */
function TodaysBudget() {
  const { t } = useTranslation();
  const { money, percent } = useFormat();
  const list = useEntry('budgets.list', {});
  const own = list.data?.find((one) => one.scope === 'organization' && one.period === 'day');
  if (!own) return null;
  const share = own.amount > 0 ? own.spent / own.amount : 1;
  return (
    <>
      {t('overview.ofBudget', { share: percent(share), amount: money(own.amount) })}
      <Progress
        value={Math.min(100, share * 100)}
        color={share >= 1 ? 'red' : share >= 0.8 ? 'yellow' : 'brand'}
        size="sm"
        mt={6}
        aria-label={t('overview.spendToday')}
      />
    </>
  );
}
