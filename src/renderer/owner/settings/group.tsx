import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingGroup } from '../../../preload/contract/settings.ts';
import { useCommand } from '../../queries.ts';
import { Problem } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { Section } from '../../ui/page.tsx';
import type { Field } from './fields.ts';

type Values = Record<string, unknown>;

export interface GroupProps {
  group: SettingGroup;
  fields: readonly Field[];
  current: Values;
  fixed: Record<string, string>;
}

/** One group of settings as a form. */
export function SettingsGroup({ group, fields, current, fixed }: GroupProps) {
  const { t } = useTranslation();
  const set = useCommand('settings.set');
  const [values, setValues] = useState<Values>(
    Object.fromEntries(fields.map(({ name }) => [name, current[name]])),
  );
  const wrong = fields.some((field) => problemOf(field, values[field.name]) !== null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong) set.mutate({ group, change: values });
  };
  return (
    <Section title={t(`settings.groups.${group}`)}>
      <form className={classes['form']} onSubmit={submit} noValidate>
        {fields.map((field) => (
          <Input
            key={field.name}
            field={field}
            label={t(`settings.fields.${group}.${field.name}`)}
            value={values[field.name]}
            fixed={fixed[`${group}.${field.name}`]}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        <Problem error={set.error} />
        <div className={classes['foot']}>
          <Button type="submit" variant="default" loading={set.isPending}>
            {t('form.save')}
          </Button>
          {set.isSuccess && (
            <span className={classes['good']} role="status">
              {t('form.saved')}
            </span>
          )}
        </div>
      </form>
    </Section>
  );
}

/** Which bounds a value breaks; null when it is well. */
function problemOf(field: Field, value: unknown): { min: number; max: number } | null {
  if (field.kind !== 'whole' && field.kind !== 'number') return null;
  const { min, max, nullable } = field;
  if (nullable && (value === null || value === '')) return null;
  const number = typeof value === 'number' ? value : Number.NaN;
  const fits =
    number >= min && number <= max && (field.kind === 'number' || Number.isInteger(number));
  return fits ? null : { min, max };
}

interface InputProps {
  field: Field;
  label: string;
  value: unknown;
  fixed: string | undefined;
  onChange: (value: unknown) => void;
}

function Input({ field, label, value, fixed, onChange }: InputProps) {
  const { t } = useTranslation();
  const common = {
    label,
    disabled: fixed !== undefined,
    description: fixed && t('setup.given', { name: fixed }),
  };
  if (field.kind === 'switch')
    return (
      <Switch
        {...common}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (field.kind === 'choice')
    return (
      <Select
        {...common}
        data={field.options.map((option) => ({
          value: option,
          label: t(`settings.options.${option}`),
        }))}
        value={String(value)}
        onChange={(next) => next && onChange(next)}
        allowDeselect={false}
      />
    );
  if (field.kind === 'address')
    return (
      <TextInput
        {...common}
        type="url"
        dir="ltr"
        placeholder="https://"
        value={typeof value === 'string' ? value : ''}
        onChange={({ currentTarget }) => onChange(currentTarget.value.trim() || null)}
      />
    );
  const problem = problemOf(field, value);
  return (
    <NumberInput
      {...common}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(next === '' && field.nullable ? null : next)}
      placeholder={field.nullable ? t('settings.forEver') : undefined}
      allowDecimal={field.kind === 'number'}
      clampBehavior="none"
      error={problem ? t('form.between', problem) : undefined}
      maw={320}
    />
  );
}
