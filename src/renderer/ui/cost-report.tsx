import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Period } from '../../preload/contract/costs.ts';
import { useFormat } from '../format.ts';
import { useEntry } from '../queries.ts';
import form from './form.module.css';
import { Section } from './page.tsx';
import { View, Waiting } from './state.tsx';
import { SumTable, UsageView } from './usage-view.tsx';

const shown = { few: 10, many: 100 };

export interface CostReportProps {
  period: Period;
  /** Whether the page that shows it can save it whole. */
  saved?: boolean;
}

/** The five cost views of the organisation. */
export function CostReport({ period, saved = false }: CostReportProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [all, setAll] = useState(false);
  const report = useEntry('costs.report', { period });
  const limit = all ? shown.many : shown.few;
  const people = useEntry('costs.people', { period, limit });
  return (
    <View query={report} waiting={<Waiting lines={10} height={28} />}>
      {(usage) => (
        <UsageView usage={usage}>
          <Section title={t('costs.byPerson')}>
            <View query={people}>
              {(found) => (
                <>
                  <SumTable
                    label={t('costs.byPerson')}
                    first={t('members.name')}
                    rows={found.people}
                  />
                  {found.total > found.people.length &&
                    (all ? (
                      <p className={form['hint']}>
                        {t('costs.firstOf', { shown: found.people.length, n: found.total })}{' '}
                        {saved && t('costs.rest')}
                      </p>
                    ) : (
                      <Button variant="subtle" mt="sm" onClick={() => setAll(true)}>
                        {t('costs.more', { n: number(Math.min(found.total, shown.many)) })}
                      </Button>
                    ))}
                </>
              )}
            </View>
          </Section>
        </UsageView>
      )}
    </View>
  );
}
