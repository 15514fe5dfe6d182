import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getContext } from '../api.ts';
import { useEntry } from '../queries.ts';

interface Choice {
  value: string;
  label: string;
}

export interface MemberSelectProps {
  label: string;
  placeholder?: string;
  /** What may be chosen beside a member. */
  others: readonly Choice[];
  /** One of the others', or a member's id as text. */
  value: string | null;
  onChange: (value: string | null) => void;
  clearable?: boolean;
}

/** As many as one looks through; typing finds the rest. */
const shown = 50;

/** A member of the organisation, however many they are: the appliance looks for what is typed. */
export function MemberSelect({ others, value, onChange, ...rest }: MemberSelectProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Choice | null>(null);
  const label = [...others, chosen].find((one) => one?.value === value)?.label;
  // What stands in the field once one is chosen is no search.
  const wanted = typed === label ? '' : typed.trim();
  const [search] = useDebouncedValue(wanted, 200);
  const enabled = getContext().organizationId !== null;
  const list = useEntry('members.list', { search, limit: shown }, { enabled });
  const people = (list.data?.members ?? []).map(({ userId, name }) => ({
    value: String(userId),
    label: name,
  }));
  const matching = others.filter((one) => one.label.toLowerCase().includes(wanted.toLowerCase()));
  const offered = [...matching, ...people];
  // The chosen one stays among the choices, for its name stands in the field.
  const kept = [...others, chosen].filter(
    (one) => one?.value === value && !offered.some((other) => other.value === one.value),
  );
  return (
    <Select
      {...rest}
      data={[...kept.filter((one) => one !== null), ...offered]}
      // The appliance has searched already, also by user names, which do not stand here.
      filter={({ options }) =>
        options.filter((one) => !kept.some((other) => 'value' in one && other?.value === one.value))
      }
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(next) => {
        setChosen(people.find((one) => one.value === next) ?? null);
        onChange(next);
      }}
      clearButtonProps={{ 'aria-label': t('form.remove') }}
      nothingFoundMessage={t('members.notFound')}
      allowDeselect={rest.clearable ?? false}
      searchable
    />
  );
}
