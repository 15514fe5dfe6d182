import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';
import { MemberTable } from '../../ui/member-table.tsx';
import { Page, Section } from '../../ui/page.tsx';

export function Members() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  return (
    <Page title={t('members.title')}>
      <Section>
        <TextInput
          mb="md"
          aria-label={t('members.search')}
          placeholder={t('members.search')}
          leftSection={<Icon name="search" size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <MemberTable search={search.trim()} />
      </Section>
    </Page>
  );
}
