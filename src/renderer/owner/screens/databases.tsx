import { Button, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { getContext } from '../../api.ts';
import { useCommand, useEntry, useProblem } from '../../queries.ts';
import { go, usePlace, useTab } from '../../router.ts';
import { DatabaseList } from '../../ui/database-list.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { AddDatabase } from '../databases/add.tsx';
import { Cases } from '../databases/cases.tsx';
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
  const add = (
    <Button
      leftSection={<Icon name="plus" size={16} />}
      onClick={() => go(home ? 'databases?add=1' : 'setup?step=organization')}
    >
      {t('databases.add')}
    </Button>
  );
  return (
    <Page title={t('databases.title')} about={t('databases.about')} actions={add}>
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
                  <Empty
                    icon="databases"
                    title={t('databases.none')}
                    text={t('databases.noneText')}
                  >
                    {add}
                    {home && <Sample />}
                  </Empty>
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

/** The made-up company, to look around with. */
export function Sample() {
  const { t } = useTranslation();
  const problem = useProblem();
  const add = useCommand('setup.sample');
  return (
    <Button
      variant="default"
      loading={add.isPending}
      onClick={() =>
        add.mutate(
          {},
          {
            onSuccess: ({ databaseId }) => go(`databases/${databaseId}`),
            onError: (error) => notifications.show({ message: problem(error), color: 'red' }),
          },
        )
      }
    >
      {t('databases.sample')}
    </Button>
  );
}
