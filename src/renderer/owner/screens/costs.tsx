import { Button, Menu, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Period } from '../../../preload/contract/costs.ts';
import { getContext } from '../../api.ts';
import { choose } from '../../period.ts';
import { go, useTab } from '../../router.ts';
import { useExport } from '../../save-entry.ts';
import { CostReport } from '../../ui/cost-report.tsx';
import { FreePeriod } from '../../ui/free-period.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { PeriodPicker } from '../../ui/period-picker.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { Budgets } from '../costs/budgets.tsx';
import { Prices } from '../costs/prices.tsx';
import { NoOrganization } from '../no-organization.tsx';

const tabs = ['report', 'budgets', 'prices'] as const;

/** What is spent, what may be spent, and at which prices. */
export function Costs() {
  const { t } = useTranslation();
  const [choice, setChoice] = useState(choose('month'));
  const tab = useTab(tabs);
  if (getContext().organizationId === null)
    return <NoOrganization title={t('costs.title')} about={t('costs.about')} />;
  return (
    <Page
      title={t('costs.title')}
      about={t('costs.about')}
      actions={
        tab === 'report' ? (
          <>
            <PeriodPicker value={choice} onChange={setChoice} />
            <Export period={choice.period} />
          </>
        ) : undefined
      }
    >
      <Tabs
        value={tab}
        onChange={(next) => go(next === 'report' ? 'costs' : `costs?tab=${next}`)}
        keepMounted={false}
      >
        <TabBar
          value={tab}
          tabs={tabs.map((value) => ({ value, label: t(`costs.tabs.${value}`) }))}
        />
        <Tabs.Panel value="report">
          <div className="stack">
            <FreePeriod value={choice} onChange={setChoice} />
            <CostReport period={choice.period} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="budgets">
          <Budgets />
        </Tabs.Panel>
        <Tabs.Panel value="prices">
          <Prices />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

const views = ['overview', 'models', 'stages', 'sides', 'people', 'days'] as const;

function Export({ period }: { period: Period }) {
  const { t } = useTranslation();
  const { save, saving } = useExport('costs.export');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={saving} leftSection={<Icon name="download" size={16} />}>
          {t('costs.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => (
          <Menu.Item key={view} onClick={() => save({ period, view })}>
            {t(`costs.views.${view}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
