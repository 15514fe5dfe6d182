import { Switch } from '@mantine/core';
import { type FormEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type ActivityKind, activityKinds } from '../../../preload/contract/activity.ts';
import type { Settings } from '../../../preload/contract/settings.ts';
import { useCommand } from '../../queries.ts';
import form from '../../ui/form.module.css';
import { NullableNumber } from '../../ui/nullable-number.tsx';
import { Section } from '../../ui/page.tsx';
import { SaveFoot } from '../../ui/save-foot.tsx';
import { useEdits } from '../../ui/use-edits.ts';
import classes from './kind-retention.module.css';

type Days = Settings['retention']['activityDaysByKind'];
const most = 36_500;

/** A kind without days of its own. */
const asTheRest = 'rest';
/** Null: for ever. */
type Own = number | null | typeof asTheRest;
type EveryKind = Record<ActivityKind, Own>;

const everyKind = (days: Days): EveryKind =>
  Object.fromEntries(
    activityKinds.map((kind) => [kind, days[kind] === undefined ? asTheRest : days[kind]]),
  ) as EveryKind;

const ownAlone = (days: EveryKind): Days =>
  Object.fromEntries(Object.entries(days).filter(([, own]) => own !== asTheRest)) as Days;

/** Kinds of activity that are kept shorter or longer than the rest. */
export function KindRetention({ current }: { current: Settings['retention'] }) {
  const { t } = useTranslation();
  const set = useCommand('settings.set');
  const kept = useMemo(() => everyKind(current.activityDaysByKind), [current]);
  const { values: days, edits, edit, keep, clash } = useEdits(kept);
  const wrong = (value: Own) =>
    typeof value === 'number' && !(Number.isInteger(value) && value >= 1 && value <= most);
  const change = (kind: ActivityKind, own: Own) => {
    set.reset();
    edit({ [kind]: own });
  };
  const words = {
    nameOf: (kind: string) => t(`activity.kinds.${kind}`),
    describe: (_: string, now: unknown) =>
      now === null
        ? t('settings.forEver')
        : now === asTheRest
          ? t('settings.asTheRest')
          : undefined,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Object.values(days).some(wrong)) return;
    const activityDaysByKind = ownAlone(days);
    set.mutate(
      { group: 'retention', change: { activityDaysByKind } },
      { onSuccess: () => keep(edits) },
    );
  };
  return (
    <Section title={t('settings.byKind')} about={t('settings.byKindText')}>
      <form className={form['form']} onSubmit={submit} noValidate>
        {activityKinds.map((kind) => {
          const own = days[kind];
          const name = t(`activity.kinds.${kind}`);
          return (
            <div key={kind} className={classes['kind']}>
              <Switch
                label={name}
                checked={own !== asTheRest}
                onChange={(event) => change(kind, event.currentTarget.checked ? 30 : asTheRest)}
              />
              {own !== asTheRest && (
                <NullableNumber
                  label={t('settings.daysOf', { kind: name })}
                  value={own}
                  placeholder={t('settings.forEver')}
                  onChange={(value) => change(kind, value)}
                  error={wrong(own) ? t('form.between', { min: 1, max: most }) : undefined}
                />
              )}
            </div>
          );
        })}
        <SaveFoot saving={set} clash={clash} words={words} />
      </form>
    </Section>
  );
}
