import { useTranslation } from 'react-i18next';
import type { NewInvitation } from '../../../preload/contract/entries/invitations.ts';
import { useFormat } from '../../format.ts';
import form from '../../ui/form.module.css';
import { Secret } from '../members/credentials.tsx';
import classes from './ticket.module.css';

/** A new code, to be handed on; it is shown this once. */
export function Ticket({ made: { code, link, qr, invitation } }: { made: NewInvitation }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  return (
    <div className={form['form']}>
      <p className={form['hint']}>
        {t('invitations.shownOnce')} {t('invitations.until', { at: moment(invitation.expiresAt) })}
      </p>
      {link && <Secret label={t('invitations.link')} value={link} />}
      <Secret label={t('invitations.code')} value={code} />
      {qr && (
        <figure className={classes['qr']}>
          <img src={qr} alt={t('invitations.qr')} width={200} height={200} />
          <figcaption>{t('invitations.scan')}</figcaption>
        </figure>
      )}
    </div>
  );
}
