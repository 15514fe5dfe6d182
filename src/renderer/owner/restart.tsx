import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isNative } from '../api.ts';
import { useCommand, useEntry } from '../queries.ts';
import { Confirm } from '../ui/confirm.tsx';
import form from '../ui/form.module.css';
import { Icon } from '../ui/icons.tsx';

/** Starts Diwan again, where something would start it; else it says that this is done by hand. */
export function Restart({ size = 'sm' }: { size?: 'sm' | 'compact-sm' }) {
  const { t } = useTranslation();
  const state = useEntry('appliance.state', {});
  const restart = useCommand('appliance.restart');
  const [asking, setAsking] = useState(false);
  if (!state.data) return null;
  if (!state.data.restarts) return <p className={form['hint']}>{t('appliance.byHand')}</p>;
  if (restart.isSuccess)
    return (
      <p role="status" className={form['hint']}>
        {t('appliance.restarting')} {!isNative && t('appliance.newLink')}
      </p>
    );
  return (
    <>
      <Button
        size={size}
        variant="default"
        leftSection={<Icon name="refresh" size={16} />}
        onClick={() => setAsking(true)}
      >
        {t('appliance.restart')}
      </Button>
      {asking && (
        <Confirm
          title={t('appliance.restart')}
          text={
            <>
              {t('appliance.restartText')} {!isNative && t('appliance.newLink')}
            </>
          }
          name={null}
          action={t('appliance.restartNow')}
          pending={restart.isPending}
          error={restart.error}
          onClose={() => setAsking(false)}
          onConfirm={() => restart.mutate({})}
        />
      )}
    </>
  );
}
