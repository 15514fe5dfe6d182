import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PeriodName, periodOf } from '../../period.ts';
import { CostReport } from '../../ui/cost-report.tsx';
import { Page } from '../../ui/page.tsx';
import { PeriodPicker } from '../../ui/period-picker.tsx';

/** The organisation's costs, for its owners. */
export function Costs() {
  const { t } = useTranslation();
  const [name, setName] = useState<PeriodName>('month');
  const period = useMemo(() => periodOf(name), [name]);
  return (
    <Page
      title={t('costs.title')}
      about={t('costs.about')}
      actions={<PeriodPicker value={name} onChange={setName} />}
    >
      <CostReport period={period} />
    </Page>
  );
}
