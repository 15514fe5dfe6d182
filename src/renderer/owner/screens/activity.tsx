import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getContext } from '../../api.ts';
import { go, useTab } from '../../router.ts';
import { Page, Section } from '../../ui/page.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { ExportActivity } from '../activity/export.tsx';
import { type Filter, noFilter, queryOf } from '../activity/filter.ts';
import { FilterBar } from '../activity/filter-bar.tsx';
import { ActivityLog } from '../activity/log.tsx';
import { Questions } from '../activity/questions.tsx';
import { Verify } from '../activity/verify.tsx';
import { OrganizationFirst } from '../no-organization.tsx';

/** Who did what, when, with what outcome; and the questions with their cost. */
export function Activity() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>(noFilter);
  const tab = useTab(['log', 'questions']);
  const asked = queryOf(filter);
  return (
    <Page
      title={t('activity.title')}
      about={t('activity.about')}
      actions={tab === 'log' ? <ExportActivity query={asked} /> : undefined}
    >
      <Tabs
        value={tab}
        onChange={(next) => go(next === 'log' ? 'activity' : `activity?tab=${next}`)}
        keepMounted={false}
      >
        <TabBar
          value={tab}
          tabs={[
            { value: 'log', label: t('activity.tabs.log') },
            { value: 'questions', label: t('activity.tabs.questions') },
          ]}
        />
        <Tabs.Panel value="log">
          <div className="stack">
            <Verify />
            <Section>
              <FilterBar filter={filter} onChange={setFilter} />
              <ActivityLog key={JSON.stringify(asked)} query={asked} />
            </Section>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="questions">
          {getContext().organizationId === null ? (
            <Section>
              <OrganizationFirst />
            </Section>
          ) : (
            <Questions />
          )}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
