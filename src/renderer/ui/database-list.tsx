import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { engineNames } from '../../preload/contract/database.ts';
import type { DatabaseEntry } from '../../preload/contract/databases.ts';
import { useFormat } from '../format.ts';
import { linkTo } from '../router.ts';
import classes from './database-list.module.css';
import { Icon } from './icons.tsx';

/** Databases as cards; with `open` each leads to its own page. */
export function DatabaseList({ items, open }: { items: readonly DatabaseEntry[]; open: boolean }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  return (
    <ul className={classes['list']}>
      {items.map((one) => (
        <li key={one.id}>
          <Card href={open ? linkTo(`databases/${one.id}`) : null}>
            <span className={classes['icon']}>
              <Icon name="databases" size={22} />
            </span>
            <span className={classes['text']}>
              <b dir="auto">{one.name}</b>
              <span>{one.engine ?? engineNames[one.dialect]}</span>
              {one.schemaTakenAt && (
                <span>{t('databases.read', { ago: ago(one.schemaTakenAt) })}</span>
              )}
            </span>
            <span className={classes['badges']}>
              <Badge variant="light" color={one.status === 'ok' ? 'green' : 'red'}>
                {t(`databases.status.${one.status}`)}
              </Badge>
              {one.kind === 'shared' && (
                <Badge variant="light" color="gray">
                  {t('databases.shared')}
                </Badge>
              )}
              {one.grants === 'excess' && (
                <Badge variant="light" color="yellow">
                  {t('databases.excess')}
                </Badge>
              )}
            </span>
          </Card>
        </li>
      ))}
    </ul>
  );
}

const Card = ({ href, children }: { href: string | null; children: ReactNode }) =>
  href === null ? (
    <div className={classes['card']}>{children}</div>
  ) : (
    <a className={classes['card']} href={href}>
      {children}
    </a>
  );
