import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { Fold } from '../../ui/answer.tsx';
import { CopyButton } from '../../ui/copy.tsx';
import classes from './channels.module.css';
import type { Tried } from './try.tsx';

/** What was sent, what came back, and what it took. */
export function TriedTurn({ turn: { asked, said } }: { turn: Tried }) {
  const { t } = useTranslation();
  const { number, money, duration } = useFormat();
  const { input, output } = said.usage;
  return (
    <article className={classes['turn']} aria-live="polite">
      <p className={classes['asked']} dir="auto">
        {asked}
      </p>
      <p className={classes['said']} dir="auto">
        {said.text}
      </p>
      {said.sql && (
        <Fold label={t('answer.sql')}>
          <div className={classes['code']}>
            <pre className="ltr">
              <code>{said.sql}</code>
            </pre>
            <CopyButton text={said.sql} label={t('answer.copySql')} />
          </div>
        </Fold>
      )}
      <div className={classes['meta']}>
        <span className="ltr">{said.model}</span>
        <span>{t('channels.tokensInOut', { input: number(input), output: number(output) })}</span>
        <span>{money(said.cost)}</span>
        <span>{duration(said.elapsedMs)}</span>
      </div>
    </article>
  );
}
