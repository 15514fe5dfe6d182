import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format.ts';
import form from './form.module.css';
import { Icon } from './icons.tsx';
import type { Clash } from './use-edits.ts';

export interface ClashWords {
  nameOf: (field: string) => string;
  /** What stands there, in words; undefined for what a plain value says itself. */
  describe?: (field: string, now: unknown) => string | undefined;
}

/** Says that what is being changed here was changed elsewhere meanwhile, and lets one choose. */
export function ClashNotice({ clash, nameOf, describe }: ClashWords & { clash: Clash }) {
  const { t } = useTranslation();
  const plain = usePlain();
  return (
    <Alert color="yellow" icon={<Icon name="warning" size={18} />} title={t('form.clash')}>
      <div className={form['form']}>
        {t('form.clashText')}
        <ul className={form['list']}>
          {clash.fields.map(([field, now]) => (
            <li key={field}>
              {nameOf(field)}: <bdi>{describe?.(field, now) ?? plain(now)}</bdi>
            </li>
          ))}
        </ul>
        <Group>
          <Button size="compact-sm" variant="default" onClick={clash.takeTheirs}>
            {t('form.takeTheirs')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={clash.keepMine}>
            {t('form.keepMine')}
          </Button>
        </Group>
      </div>
    </Alert>
  );
}

function usePlain(): (value: unknown) => string {
  const { t } = useTranslation();
  const { number } = useFormat();
  const plain = (value: unknown): string => {
    if (typeof value === 'number') return number(value);
    if (typeof value === 'boolean') return t(value ? 'channels.yes' : 'channels.no');
    if (Array.isArray(value) && value.length > 0) return value.map(plain).join(', ');
    return typeof value === 'string' && value !== '' ? value : t('form.empty');
  };
  return plain;
}
