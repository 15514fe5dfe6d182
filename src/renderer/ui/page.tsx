import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import classes from './page.module.css';
import { Scrollable } from './scrollable.tsx';

export interface PageProps {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A screen: its heading takes the focus, so that a screen reader tells where one has come. */
export function Page({ title, about, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Diwan`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <div>
          <h1 className={classes['title']} ref={heading} tabIndex={-1} data-quiet-focus>
            {title}
          </h1>
          {about && <p className={classes['about']}>{about}</p>}
        </div>
        {actions && <div className={classes['actions']}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface SectionProps {
  title?: string;
  about?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

export const Section = ({ title, about, action, children }: SectionProps) => (
  <section className={classes['section']} aria-label={title}>
    {title && (
      <div className={classes['sectionHead']}>
        <div>
          <h2 className={classes['sectionTitle']}>{title}</h2>
          {about && <p className={classes['sectionAbout']}>{about}</p>}
        </div>
        {action}
      </div>
    )}
    {children}
  </section>
);

export const Two = ({ children }: { children: ReactNode }) => (
  <div className={classes['two']}>{children}</div>
);

export const Stats = ({ children }: { children: ReactNode }) => (
  <div className={classes['stats']}>{children}</div>
);

export interface StatProps {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
}

export const Stat = ({ label, value, hint }: StatProps) => (
  <div className={classes['stat']}>
    <div className={classes['statLabel']}>{label}</div>
    <div className={classes['statValue']}>{value}</div>
    {hint && <div className={classes['statHint']}>{hint}</div>}
  </div>
);

/** Wide tables scroll for themselves; the keyboard reaches them. */
export const TableWrap = ({ label, children }: { label: string; children: ReactNode }) => (
  <Scrollable className={classes['tableWrap']} role="group" aria-label={label}>
    {children}
  </Scrollable>
);

export const endClass = classes['end'] ?? '';
/** Of a table's cells: left out where the page is narrow. */
export const wideClass = classes['wide'] ?? '';
