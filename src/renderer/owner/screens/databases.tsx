import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { getContext } from '../../api.ts';
import { useEntry } from '../../queries.ts';
import { go, usePlace, useTab } from '../../router.ts';
import { DatabaseList } from '../../ui/database-list.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { View } from '../../ui/state.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { AddDatabase } from '../databases/add.tsx';
import { Cases } from '../databases/cases.tsx';
import { AddDatabaseButton, DatabaseFirst } from '../databases/first.tsx';
import { DatabasePage } from '../databases/page.tsx';

/** The organisation's databases; with an id in the address, one of them. */
export function Databases() {
  const { path } = usePlace();
  const id = Number(path[1]);
  return Number.isInteger(id) && id > 0 ? <DatabasePage id={id} /> : <All />;
}

function All() {
  const { t } = useTranslation();
  const { query } = usePlace();
  const tab = useTab(['list', 'cases']);
  const list = useEntry('databases.list', {});
  const close = () => go('databases');
  const home = getContext().organizationId !== null;
  return (
    <Page
      title={t('databases.title')}
      about={t('databases.about')}
      actions={home ? <AddDatabaseButton /> : undefined}
    >
      <Tabs
        value={tab}
        onChange={(next) => go(next === 'list' ? 'databases' : `databases?tab=${next}`)}
        keepMounted={false}
      >
        <TabBar
          value={tab}
          tabs={[
            { value: 'list', label: t('databases.title') },
            { value: 'cases', label: t('cases.title') },
          ]}
        />
        <Tabs.Panel value="list">
          <View query={list}>
            {(items) =>
              items.length === 0 ? (
                <Section>
                  <DatabaseFirst title={t('databases.none')} text={t('databases.noneText')} />
                </Section>
              ) : (
                <DatabaseList items={items} open />
              )
            }
          </View>
        </Tabs.Panel>
        <Tabs.Panel value="cases">
          <Cases />
        </Tabs.Panel>
      </Tabs>
      {query.get('add') && home && <AddDatabase onClose={close} />}
    </Page>
  );
}
