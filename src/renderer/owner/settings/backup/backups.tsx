import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format.ts';
import { useCommand, useEntry } from '../../../queries.ts';
import { Problem } from '../../../ui/dialog.tsx';
import form from '../../../ui/form.module.css';
import { Icon } from '../../../ui/icons.tsx';
import { Section } from '../../../ui/page.tsx';
import { Piece } from '../../../ui/piece.tsx';
import { Empty, View } from '../../../ui/state.tsx';
import { Restart } from '../../restart.tsx';
import { type Act, BackupAct } from './acts.tsx';
import { BackupTable } from './table.tsx';

/** The backups there are, and what may be done with them. */
export function Backups() {
  const { t } = useTranslation();
  const list = useEntry('backup.list', {}, { every: 30_000 });
  const [act, setAct] = useState<Act | null>(null);
  const make = (
    <Button
      leftSection={<Icon name="plus" size={16} />}
      onClick={() => setAct({ kind: 'make', backup: null })}
    >
      {t('backup.make')}
    </Button>
  );
  return (
    <>
      {list.data?.laidReady && <LaidReady madeAt={list.data.laidReady} />}
      <Section title={t('backup.title')} about={t('backup.about')} action={make}>
        <View query={list}>
          {({ folder, backups }) => (
            <div className={form['form']}>
              <p className={form['hint']}>
                {t('backup.folder')}{' '}
                <code>
                  <Piece>{folder}</Piece>
                </code>
              </p>
              {backups.length === 0 ? (
                <Empty icon="disk" title={t('backup.none')} text={t('backup.noneText')} />
              ) : (
                <BackupTable backups={backups} onAct={setAct} />
              )}
            </div>
          )}
        </View>
      </Section>
      {act && <BackupAct act={act} onClose={() => setAct(null)} />}
    </>
  );
}

/** A restore waits for the next start; until then it can be taken back. */
function LaidReady({ madeAt }: { madeAt: string }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const withdraw = useCommand('backup.withdraw');
  return (
    <Alert color="yellow" icon={<Icon name="warning" size={18} />} title={t('backup.waiting')}>
      <div className={form['form']}>
        {t('backup.waitingText', { at: moment(madeAt) })}
        <Problem error={withdraw.error} />
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({})}
          >
            {t('backup.withdraw')}
          </Button>
          <Restart size="compact-sm" />
        </Group>
      </div>
    </Alert>
  );
}
