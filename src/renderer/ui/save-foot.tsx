import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ClashNotice, type ClashWords } from './clash-notice.tsx';
import { Problem } from './dialog.tsx';
import classes from './form.module.css';
import type { Clash } from './use-edits.ts';

export interface SaveFootProps {
  /** The command that saves; reset when something is changed again, so that «Saved» goes. */
  saving: { isPending: boolean; isSuccess: boolean; error: unknown };
  /** What was changed elsewhere meanwhile: nothing is saved before that is decided. */
  clash?: Clash | null;
  /** The names of the fields. */
  words?: ClashWords;
}

/** The end of a form: what went wrong, «Save», and that it was saved. */
export function SaveFoot({ saving, clash = null, words }: SaveFootProps) {
  const { t } = useTranslation();
  const undecided = saving.isPending ? null : clash;
  return (
    <>
      {undecided && words && <ClashNotice clash={undecided} {...words} />}
      <Problem error={saving.error} />
      <div className={classes['foot']}>
        <Button type="submit" loading={saving.isPending} disabled={undecided !== null}>
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
