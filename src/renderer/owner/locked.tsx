import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/state.tsx';
import classes from './locked.module.css';

/** The page was opened without the link that admits the operator. */
export function Locked() {
  const { t } = useTranslation();
  return (
    <main className={classes['alone']}>
      <Empty icon="key" title={<h1>{t('locked.title')}</h1>} text={t('locked.text')} />
    </main>
  );
}
