import { useTranslation } from 'react-i18next';
import type { Me } from '../../../preload/contract/entries/session.ts';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import { Page, Section, Stat, Stats } from '../../ui/page.tsx';
import { QuestionList } from '../../ui/question-list.tsx';
import { View, WaitingStats } from '../../ui/state.tsx';
import { Trend } from '../../ui/trend.tsx';

/** A member sees their own figures, an owner the organisation's. */
export function Overview({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  const figures = useEntry('overview.figures', {});
  const history = useEntry('usage.history', { limit: 8 });
  return (
    <Page title={t('member.hello', { name: me.person?.name ?? '' })} about={t('member.about')}>
      <View query={figures} waiting={<WaitingStats lines={1} />}>
        {({ today, month, organization, databases, trend }) => (
          <>
            <Stats>
              <Stat label={t('overview.questionsToday')} value={number(today.questions)} />
              <Stat label={t('overview.spendToday')} value={money(today.cost)} />
              <Stat label={t('overview.spendMonth')} value={money(month.cost)} />
              <Stat
                label={t('overview.members')}
                value={number(organization?.members ?? 0)}
                hint={t('overview.databaseCount', { n: number(databases.ok + databases.failing) })}
              />
            </Stats>
            <Section
              title={t(me.role === 'owner' ? 'overview.spending' : 'member.spending')}
              about={t('overview.last30')}
            >
              <Trend days={trend} />
            </Section>
          </>
        )}
      </View>
      <Section title={t('member.mine')}>
        <View query={history}>{(items) => <QuestionList items={items} />}</View>
      </Section>
    </Page>
  );
}
