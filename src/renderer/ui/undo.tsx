import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../preload/contract/contract.ts';
import { useAct } from '../act.ts';
import type { CommandName } from '../api.ts';

const shownMs = 12_000;

/** Says that something is gone, and puts it back by a command for who presses «Undo». */
export function useUndo<N extends CommandName>(name: N) {
  const { t } = useTranslation();
  const { mutate } = useAct(name);
  return (what: string, input: InputOf<N>): void => {
    const id = notifications.show({
      message: (
        <Group justify="space-between" wrap="nowrap">
          <bdi>{t('form.removed', { name: what })}</bdi>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              mutate(input);
            }}
          >
            {t('form.undo')}
          </Button>
        </Group>
      ),
      autoClose: shownMs,
      closeButtonProps: { 'aria-label': t('form.close') },
    });
  };
}
