import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { More, useMore } from '../../more.tsx';
import { choose } from '../../period.ts';
import { useEntry } from '../../queries.ts';
import { FreePeriod } from '../../ui/free-period.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { PeriodPicker } from '../../ui/period-picker.tsx';
import { QuestionList } from '../../ui/question-list.tsx';
import { View, WaitingStats } from '../../ui/state.tsx';
import { UsageView } from '../../ui/usage-view.tsx';

/** What one has used and asked oneself. */
export function OwnUsage() {
  const { t } = useTranslation();
  const [choice, setChoice] = useState(choose('month'));
  const usage = useEntry('usage.report', { period: choice.period });
  const history = useMore(
    'usage.history',
    (page) => page,
    ({ last }) => ({ limit: 30, ...(last ? { before: last.id } : {}) }),
  );
  return (
    <Page
      title={t('nav.usage')}
      about={t('member.usage')}
      actions={<PeriodPicker value={choice} onChange={setChoice} />}
    >
      <FreePeriod value={choice} onChange={setChoice} />
      <View query={usage} waiting={<WaitingStats lines={1} />}>
        {(data) => <UsageView usage={data} />}
      </View>
      <Section title={t('member.mine')}>
        <View query={history}>{(items) => <QuestionList items={items} />}</View>
        <More query={history} />
      </Section>
    </Page>
  );
}
