import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupState } from '../../../preload/contract/entries/setup.ts';
import classes from '../../ui/form.module.css';
import { ModelKey, type Provider } from './model-key.tsx';
import { StageModels } from './stage-models.tsx';

/** A provider's key, and which model answers at which stage. */
export function ModelStep({ state }: { state: SetupState }) {
  const { t } = useTranslation();
  const [provider, setProvider] = useState<Provider>('gemini');
  return (
    <div className={classes['form']}>
      <SegmentedControl
        value={provider}
        onChange={(value) => setProvider(value as Provider)}
        aria-label={t('setup.model.provider')}
        data={[
          { value: 'gemini', label: 'Google Gemini' },
          { value: 'openai', label: t('setup.model.compatible') },
        ]}
      />
      <ModelKey key={provider} provider={provider} place={state.keys[provider]} />
      <StageModels />
    </div>
  );
}
