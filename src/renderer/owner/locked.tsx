import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/state.tsx';

/** The page was opened without the link that admits the operator. */
export function Locked() {
  const { t } = useTranslation();
  return (
    <main>
      <Empty icon="key" title={t('locked.title')} text={t('locked.text')} />
    </main>
  );
}
