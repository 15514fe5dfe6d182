import { Alert, Autocomplete } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Price } from '../../../preload/contract/entries/budgets.ts';
import type { UsableModel } from '../../../preload/contract/entries/setup.ts';
import type { Settings } from '../../../preload/contract/settings.ts';
import { useFormat } from '../../format.ts';
import { useCommand, useEntry, useProblem } from '../../queries.ts';
import classes from '../../ui/form.module.css';
import { SaveFoot } from '../../ui/save-foot.tsx';
import { View } from '../../ui/state.tsx';
import { useEdits } from '../../ui/use-edits.ts';
import { newestPrices } from '../costs/newest-prices.ts';

const stages = ['summary', 'answer', 'email'] as const;

/** Which model works at which stage; those the keys can really use are offered. */
export function StageModels() {
  const settings = useEntry('settings.get', {});
  const models = useEntry('setup.models', {});
  const prices = useEntry('prices.list', {});
  const problem = useProblem();
  return (
    <View query={settings}>
      {({ settings: now, fixed }) => (
        <Form
          current={now.models}
          fixed={fixed}
          models={models.data ?? []}
          prices={newestPrices(prices.data ?? [])}
          problem={models.isError ? problem(models.error) : null}
        />
      )}
    </View>
  );
}

interface FormProps {
  current: Settings['models'];
  fixed: Record<string, string>;
  models: readonly UsableModel[];
  prices: readonly Price[];
  /** Why the models the keys can use are not known. */
  problem: string | null;
}

function Form({ current, fixed, models, prices, problem }: FormProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const set = useCommand('settings.set');
  const { values: chosen, edits, edit, keep, clash } = useEdits(current);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (stages.some((stage) => chosen[stage].trim() === '')) return;
    set.mutate({ group: 'models', change: edits }, { onSuccess: () => keep(edits) });
  };
  const describe = (id: string): string => {
    const usable = models.find((model) => model.id === id);
    const price = usable?.price ?? prices.find(({ model }) => model === id);
    if (id === 'practice') return t('setup.model.practice');
    if (!price) return t('setup.model.priceUnknown');
    return t('setup.model.price', { input: money(price.input), output: money(price.output) });
  };
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      {problem && (
        <Alert color="yellow" role="alert">
          {problem}
        </Alert>
      )}
      <div className={classes['row']}>
        {stages.map((stage) => {
          const variable = fixed[`models.${stage}`];
          return (
            <Autocomplete
              key={stage}
              label={t(`stages.${stage}`)}
              description={
                variable ? t('setup.given', { name: variable }) : describe(chosen[stage])
              }
              data={models.map(({ id }) => id)}
              value={chosen[stage]}
              onChange={(value) => {
                set.reset();
                edit({ [stage]: value });
              }}
              error={chosen[stage].trim() === '' ? t('form.needed') : undefined}
              disabled={variable !== undefined}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              dir="ltr"
            />
          );
        })}
      </div>
      <SaveFoot saving={set} clash={clash} words={{ nameOf: (stage) => t(`stages.${stage}`) }} />
    </form>
  );
}
