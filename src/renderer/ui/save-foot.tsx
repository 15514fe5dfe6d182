import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Problem } from './dialog.tsx';
import classes from './form.module.css';

export interface SaveFootProps {
  /** The command that saves; reset when something is changed again, so that «Saved» goes. */
  saving: { isPending: boolean; isSuccess: boolean; error: unknown };
}

/** The end of a form: what went wrong, «Save», and that it was saved. */
export function SaveFoot({ saving }: SaveFootProps) {
  const { t } = useTranslation();
  return (
    <>
      <Problem error={saving.error} />
      <div className={classes['foot']}>
        <Button type="submit" loading={saving.isPending}>
          {t('form.save')}
        </Button>
        {saving.isSuccess && (
          <span className={classes['good']} role="status">
            {t('form.saved')}
          </span>
        )}
      </div>
    </>
  );
}
