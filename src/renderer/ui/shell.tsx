import { ActionIcon } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import icon from '../icon.svg';
import { linkTo, usePlace } from '../router.ts';
import { Icon, type IconName } from './icons.tsx';
import classes from './shell.module.css';

export interface NavItem {
  path: string;
  icon: IconName;
  label: string;
  /** What waits there. */
  badge?: ReactNode;
}

export interface ShellProps {
  items: readonly NavItem[];
  connected: boolean;
  /** Above the navigation: whose it is. */
  whose: ReactNode;
  foot: ReactNode;
  children: ReactNode;
}

/** Navigation at the side, on small screens behind a button. */
export function Shell({ items, connected, whose, foot, children }: ShellProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { path } = usePlace();
  const here = path[0] ?? items[0]?.path;
  useCloseOnEscape(open, () => setOpen(false));
  return (
    <>
      <button type="button" className="skip" onClick={skipToMain}>
        {t('nav.skip')}
      </button>
      <div className={classes['shell']}>
        <section className={classes['top']} aria-label={t('nav.top')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('nav.menu')}
            aria-expanded={open}
            onClick={() => setOpen(true)}
          >
            <Icon name="menu" size={22} />
          </ActionIcon>
          <span className={classes['brand']}>
            <img src={icon} alt="" /> {t('brand')}
          </span>
        </section>
        {open && (
          <button
            type="button"
            className={classes['veil']}
            aria-label={t('nav.close')}
            onClick={() => setOpen(false)}
          />
        )}
        <aside className={classes['side']} data-open={open}>
          <span className={classes['brand']}>
            <img src={icon} alt="" /> {t('brand')}
          </span>
          {whose}
          <nav aria-label={t('nav.label')}>
            <ul className={classes['nav']}>
              {items.map((item) => (
                <li key={item.path}>
                  <a
                    className={classes['link']}
                    href={linkTo(item.path)}
                    aria-current={item.path === here ? 'page' : undefined}
                    onClick={() => setOpen(false)}
                  >
                    <Icon name={item.icon} />
                    <span>{item.label}</span>
                    {item.badge && <span className={classes['count']}>{item.badge}</span>}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className={classes['foot']}>{foot}</div>
        </aside>
        <div>
          {!connected && (
            <div className={classes['lost']} role="status">
              <Icon name="warning" size={16} /> {t('state.lost')}
            </div>
          )}
          <main id="main" className={classes['main']} tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
    </>
  );
}

/** The address's hash belongs to the router, so the focus is moved by hand. */
const skipToMain = (): void => document.getElementById('main')?.focus();

function useCloseOnEscape(open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    const listener = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  });
}
