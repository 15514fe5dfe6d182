import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingGroup } from '../../../preload/contract/settings.ts';
import { useCommand } from '../../queries.ts';
import classes from '../../ui/form.module.css';
import { Section } from '../../ui/page.tsx';
import { SaveFoot } from '../../ui/save-foot.tsx';
import { useEdits } from '../../ui/use-edits.ts';
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
  const { values, edits, edit, keep, clash } = useEdits(current);
  const wrong = fields.some((field) => isWrong(field, values[field.name]));
  const words = {
    nameOf: (name: string) => t(`settings.fields.${group}.${name}`),
    describe: (name: string, now: unknown) => {
      const field = fields.find((one) => one.name === name);
      if (field?.kind === 'choice') return t(`settings.options.${now}`);
      const empty = now === null && field && 'nullable' in field ? field.nullable : undefined;
      return empty && t(`settings.${empty}`);
    },
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong) set.mutate({ group, change: edits }, { onSuccess: () => keep(edits) });
  };
  return (
    <Section title={t(`settings.groups.${group}`)}>
      <form className={classes['form']} onSubmit={submit} noValidate>
        {fields.map((field) => (
          <Input
            key={field.name}
            field={field}
            label={words.nameOf(field.name)}
            value={values[field.name]}
            fixed={fixed[`${group}.${field.name}`]}
            onChange={(value) => {
              set.reset();
              edit({ [field.name]: value });
            }}
          />
        ))}
        <SaveFoot saving={set} clash={clash} words={words} />
      </form>
    </Section>
  );
}

const isWrong = (field: Field, value: unknown): boolean =>
  field.kind === 'text' ? textProblem(field, value) !== null : problemOf(field, value) !== null;

export const isWebAddress = (text: string, safe: 's' | 's?' = 's?'): boolean =>
  new RegExp(`^http${safe}://[^\\s/]\\S*$`).test(text) && URL.canParse(text);

type TextField = Extract<Field, { kind: 'text' }>;

/** The key of what is wrong with a text; null when it is well. */
function textProblem({ check, nullable }: TextField, value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return nullable ? null : 'form.needed';
  if (check === 'https') return isWebAddress(text, 's') ? null : 'settings.https';
  return check === 'any' || isWebAddress(text) ? null : 'settings.url';
}

interface Bounds {
  min: number;
  max: number;
}

/** Which bounds a value breaks; null when it is well. */
function problemOf(field: Field, value: unknown): Bounds | null {
  if (field.kind !== 'whole' && field.kind !== 'number') return null;
  const { min, max, nullable } = field;
  if (nullable && (value === null || value === '')) return null;
  const given = typeof value === 'number' ? value : Number.NaN;
  const fits = given >= min && given <= max && (field.kind === 'number' || Number.isInteger(given));
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
        className={classes['middle'] ?? ''}
      />
    );
  if (field.kind === 'text') return <Text field={field} common={common} {...{ value, onChange }} />;
  const problem = problemOf(field, value);
  return (
    <NumberInput
      {...common}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(next === '' && field.nullable ? null : next)}
      placeholder={field.nullable ? t(`settings.${field.nullable}`) : undefined}
      thousandSeparator=","
      allowDecimal={field.kind === 'number'}
      clampBehavior="none"
      error={problem ? t('form.between', { ...problem }) : undefined}
      className={classes['short'] ?? ''}
    />
  );
}

interface TextProps {
  field: TextField;
  common: { label: string; disabled: boolean; description: string | undefined };
  value: unknown;
  onChange: (value: unknown) => void;
}

function Text({ field, common, value, onChange }: TextProps) {
  const { t } = useTranslation();
  const problem = textProblem(field, value);
  return (
    <TextInput
      {...common}
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget: { value: next } }) =>
        onChange(next.trim() === '' && field.nullable ? null : next)
      }
      placeholder={field.nullable ? t(`settings.${field.nullable}`) : undefined}
      error={problem ? t(problem) : undefined}
      maxLength={4_096}
      className={classes['middle'] ?? ''}
      dir={value ? 'ltr' : undefined}
      spellCheck={false}
    />
  );
}
