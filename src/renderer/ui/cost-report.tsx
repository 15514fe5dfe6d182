import { useTranslation } from 'react-i18next';
import type { Period } from '../../preload/contract/costs.ts';
import { useEntry } from '../queries.ts';
import { Section } from './page.tsx';
import { PeopleCosts } from './people-costs.tsx';
import { View, WaitingStats } from './state.tsx';
import { UsageView } from './usage-view.tsx';

/** The five cost views of the organisation. */
export function CostReport({ period }: { period: Period }) {
  const { t } = useTranslation();
  const report = useEntry('costs.report', { period });
  return (
    <View query={report} waiting={<WaitingStats lines={2} />}>
      {(usage) => (
        <UsageView usage={usage}>
          <Section title={t('costs.byPerson')}>
            <PeopleCosts period={period} whole={usage.overview.cost} />
          </Section>
        </UsageView>
      )}
    </View>
  );
}
