import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { More, useMore } from '../../more.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import { QuestionList } from '../../ui/question-list.tsx';
import { Empty, View } from '../../ui/state.tsx';

const size = 50;

/** What was asked here, page by page. */
export function Questions() {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const query = useMore(
    'overview.questions',
    (page) => page,
    ({ last }) => ({ limit: size, ...(last ? { before: last.id } : {}) }),
  );
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
        {(items) => {
          const found = items.filter(({ question, userName }) =>
            `${question} ${userName ?? ''}`.toLowerCase().includes(wanted),
          );
          return found.length === 0 && wanted !== '' ? (
            <Empty icon="search" title={t('activity.none')} text={t('activity.noneShown')} />
          ) : (
            <QuestionList items={found} />
          );
        }}
      </View>
      <More query={query} />
    </Section>
  );
}
