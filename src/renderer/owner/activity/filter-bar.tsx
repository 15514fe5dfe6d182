import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activityKinds } from '../../../preload/contract/activity.ts';
import { Icon } from '../../ui/icons.tsx';
import classes from './activity.module.css';
import { ActorSelect } from './actor-select.tsx';
import { type Filter, isNarrowed, noFilter } from './filter.ts';

const doors = ['telegram', 'window', 'web', 'lan', 'api', 'terminal'] as const;

export interface FilterBarProps {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** By text, kind, person, door, outcome and time. */
export function FilterBar({ filter, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const set = (part: Partial<Filter>) => onChange({ ...filter, ...part });
  const clear = { clearButtonProps: { 'aria-label': t('form.remove') } };
  return (
    <div className={classes['filters']}>
      <Search text={filter.text} onText={(text) => set({ text })} />
      <MultiSelect
        label={t('activity.kind')}
        placeholder={filter.kinds.length === 0 ? t('activity.any') : undefined}
        data={activityKinds.map((value) => ({ value, label: t(`activity.kinds.${value}`) }))}
        value={filter.kinds}
        onChange={(kinds) => set({ kinds: kinds as Filter['kinds'] })}
        searchable
        clearable
        {...clear}
      />
      <ActorSelect value={filter.actor} onChange={(actor) => set({ actor })} />
      <Select
        label={t('activity.door')}
        placeholder={t('activity.any')}
        data={doors.map((value) => ({ value, label: t(`activity.doors.${value}`) }))}
        value={filter.door}
        onChange={(door) => set({ door })}
        clearable
        {...clear}
      />
      <Select
        label={t('activity.outcome')}
        placeholder={t('activity.any')}
        data={[
          { value: 'ok', label: t('activity.ok') },
          { value: 'failed', label: t('activity.failed') },
        ]}
        value={filter.outcome}
        onChange={(outcome) => set({ outcome: outcome as Filter['outcome'] })}
        clearable
        {...clear}
      />
      <TextInput
        type="date"
        label={t('activity.from')}
        value={filter.from}
        max={filter.to || undefined}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('activity.to')}
        value={filter.to}
        min={filter.from || undefined}
        onChange={(event) => set({ to: event.currentTarget.value })}
        error={
          filter.from !== '' && filter.to !== '' && filter.from > filter.to && t('activity.order')
        }
      />
      {isNarrowed(filter) && (
        <Button variant="subtle" onClick={() => onChange(noFilter)}>
          {t('activity.clear')}
        </Button>
      )}
    </div>
  );
}

/** Searches once the typing rests. */
function Search({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const rest = setTimeout(() => onText(typed), 250);
    return () => clearTimeout(rest);
  });
  return (
    <TextInput
      className={classes['search']}
      label={t('activity.search')}
      placeholder={t('activity.searchText')}
      leftSection={<Icon name="search" size={16} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      maxLength={200}
    />
  );
}
