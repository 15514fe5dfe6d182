import { Button, Switch } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activityKinds } from '../../../preload/contract/activity.ts';
import type { Settings } from '../../../preload/contract/settings.ts';
import { useCommand } from '../../queries.ts';
import { Problem } from '../../ui/dialog.tsx';
import form from '../../ui/form.module.css';
import { NullableNumber } from '../../ui/nullable-number.tsx';
import { Section } from '../../ui/page.tsx';
import classes from './kind-retention.module.css';

type Days = Settings['retention']['activityDaysByKind'];
const most = 36_500;

/** Kinds of activity that are kept shorter or longer than the rest. */
export function KindRetention({ current }: { current: Settings['retention'] }) {
  const { t } = useTranslation();
  const set = useCommand('settings.set');
  const [days, setDays] = useState<Days>(current.activityDaysByKind);
  const wrong = (value: number | null | undefined) =>
    typeof value === 'number' && !(Number.isInteger(value) && value >= 1 && value <= most);
  const change = (next: Days) => {
    set.reset();
    setDays(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!Object.values(days).some(wrong))
      set.mutate({ group: 'retention', change: { activityDaysByKind: days } });
  };
  return (
    <Section title={t('settings.byKind')} about={t('settings.byKindText')}>
      <form className={form['form']} onSubmit={submit} noValidate>
        {activityKinds.map((kind) => {
          const own = kind in days;
          const name = t(`activity.kinds.${kind}`);
          return (
            <div key={kind} className={classes['kind']}>
              <Switch
                label={name}
                checked={own}
                onChange={(event) => {
                  const { [kind]: _, ...rest } = days;
                  change(event.currentTarget.checked ? { ...rest, [kind]: 30 } : rest);
                }}
              />
              {own && (
                <NullableNumber
                  label={t('settings.daysOf', { kind: name })}
                  value={days[kind] ?? null}
                  placeholder={t('settings.forEver')}
                  onChange={(value) => change({ ...days, [kind]: value })}
                  error={wrong(days[kind]) ? t('form.between', { min: 1, max: most }) : undefined}
                />
              )}
            </div>
          );
        })}
        <Problem error={set.error} />
        <div className={form['foot']}>
          <Button type="submit" variant="default" loading={set.isPending}>
            {t('form.save')}
          </Button>
          {set.isSuccess && (
            <span className={form['good']} role="status">
              {t('form.saved')}
            </span>
          )}
        </div>
      </form>
    </Section>
  );
}
