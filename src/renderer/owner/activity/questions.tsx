import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, getContext } from '../../api.ts';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import { QuestionList } from '../../ui/question-list.tsx';
import { View } from '../../ui/state.tsx';

const size = 50;

/** What was asked here, page by page. */
export function Questions() {
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
  });
  const wanted = search.trim().toLowerCase();
  return (
    <Section>
      <TextInput
        mb="md"
        aria-label={t('activity.searchQuestions')}
        placeholder={t('activity.searchQuestions')}
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
  );
}
