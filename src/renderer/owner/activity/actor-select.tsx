import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getContext } from '../../api.ts';
import { useEntry } from '../../queries.ts';

export interface ActorSelectProps {
  value: string | null;
  onChange: (value: string | null) => void;
}

/** Whose acts: a member found by name, or what no member did. */
export function ActorSelect({ value, onChange }: ActorSelectProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const enabled = getContext().organizationId !== null;
  const list = useEntry('members.list', { search, limit: 50 }, { enabled });
  const [known, setKnown] = useState<{ value: string; label: string } | null>(null);
  const nobody = { value: 'nobody', label: t('activity.nobody') };
  const people = (list.data?.members ?? []).map(({ userId, name }) => ({
    value: String(userId),
    label: name,
  }));
  const chosen = known && !people.some((one) => one.value === known.value) ? [known] : [];
  return (
    <Select
      label={t('activity.actor')}
      placeholder={t('activity.any')}
      data={[nobody, ...chosen, ...people]}
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(next) => {
        setKnown(people.find((one) => one.value === next) ?? null);
        onChange(next);
      }}
      clearButtonProps={{ 'aria-label': t('form.remove') }}
      nothingFoundMessage={t('members.notFound')}
      searchable
      clearable
    />
  );
}
