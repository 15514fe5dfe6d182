import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { choose } from '../../period.ts';
import { CostReport } from '../../ui/cost-report.tsx';
import { FreePeriod } from '../../ui/free-period.tsx';
import { Page } from '../../ui/page.tsx';
import { PeriodPicker } from '../../ui/period-picker.tsx';

/** The organisation's costs, for its owners. */
export function Costs() {
  const { t } = useTranslation();
  const [choice, setChoice] = useState(choose('month'));
  return (
    <Page
      title={t('costs.title')}
      about={t('costs.about')}
      actions={<PeriodPicker value={choice} onChange={setChoice} />}
    >
      <FreePeriod value={choice} onChange={setChoice} />
      <CostReport period={choice.period} />
    </Page>
  );
}
