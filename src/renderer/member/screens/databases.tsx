import { useTranslation } from 'react-i18next';
import { useEntry } from '../../queries.ts';
import { DatabaseList } from '../../ui/database-list.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';

/** Name, engine and state; nothing secret. */
export function Databases() {
  const { t } = useTranslation();
  const list = useEntry('databases.list', {});
  return (
    <Page title={t('databases.title')} about={t('member.databases')}>
      <View query={list}>
        {(items) =>
          items.length === 0 ? (
            <Section>
              <Empty icon="databases" title={t('databases.none')} text={t('member.noDatabase')} />
            </Section>
          ) : (
            <DatabaseList items={items} open={false} />
          )
        }
      </View>
    </Page>
  );
}
