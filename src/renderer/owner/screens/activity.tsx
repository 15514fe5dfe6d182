import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, getContext } from '../../api.ts';
import { Icon } from '../../ui/icons.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { QuestionList } from '../../ui/question-list.tsx';
import { View } from '../../ui/state.tsx';
import { NoOrganization } from '../no-organization.tsx';

const size = 50;

/** What was asked here, page by page. */
export function Activity() {
  const { t } = useTranslation();
  const { organizationId, language } = getContext();
  const [search, setSearch] = useState('');
  const query = useInfiniteQuery({
    queryKey: ['activity.questions', organizationId, language],
    queryFn: ({ pageParam, signal }) =>
      call(
        'overview.questions',
        { limit: size, ...(pageParam > 0 ? { before: pageParam } : {}) },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.length < size ? undefined : last.at(-1)?.id),
    enabled: organizationId !== null,
  });
  if (organizationId === null) return <NoOrganization title={t('activity.title')} />;
  const wanted = search.trim().toLowerCase();
  return (
    <Page title={t('activity.title')} about={t('activity.about')}>
      <Section>
        <TextInput
          mb="md"
          aria-label={t('activity.search')}
          placeholder={t('activity.search')}
          leftSection={<Icon name="search" size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <View query={query}>
          {({ pages }) => (
            <QuestionList
              items={pages
                .flat()
                .filter(({ question, userName }) =>
                  `${question} ${userName ?? ''}`.toLowerCase().includes(wanted),
                )}
            />
          )}
        </View>
        {query.hasNextPage && (
          <Button
            variant="subtle"
            mt="sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('activity.more')}
          </Button>
        )}
      </Section>
    </Page>
  );
}
