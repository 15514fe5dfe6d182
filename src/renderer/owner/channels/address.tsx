import { Alert, Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { linkTo } from '../../router.ts';
import { save } from '../../save.ts';
import { CopyButton } from '../../ui/copy.tsx';
import form from '../../ui/form.module.css';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import classes from './channels.module.css';

export interface AddressProps {
  url: string | null;
  certificate: string | null;
}

/** Where programs ask, and what they have to trust. */
export function Address({ url, certificate }: AddressProps) {
  const { t } = useTranslation();
  if (url === null)
    return (
      <Alert color="yellow" icon={<Icon name="warning" size={18} />}>
        {t('channels.shut')}{' '}
        <Anchor inherit underline="always" href={linkTo('settings?tab=lan')}>
          {t('channels.open')}
        </Anchor>
      </Alert>
    );
  return (
    <Section title={t('channels.address')} about={t('channels.addressText')}>
      <div className={form['form']}>
        <div className={form['secret']}>
          <code className="ltr">{url}</code>
          <CopyButton text={url} label={t('channels.copyAddress')} />
        </div>
        {isLocal(url) && (
          <p className={form['hint']}>
            {t('channels.local')}{' '}
            <Anchor inherit underline="always" href={linkTo('settings?tab=lan')}>
              {t('channels.open')}
            </Anchor>
          </p>
        )}
        <div className={classes['links']}>
          <Anchor inherit href={`${url}/docs`} target="_blank" rel="noreferrer">
            {t('channels.docs')}
          </Anchor>
          <Anchor inherit href={`${url}/openapi.json`} target="_blank" rel="noreferrer">
            {t('channels.openapi')}
          </Anchor>
          {certificate && <SaveCertificate certificate={certificate} />}
        </div>
      </div>
    </Section>
  );
}

const isLocal = (url: string): boolean => /\/\/(127\.|localhost|\[::1\])/.test(url);

export function SaveCertificate({ certificate }: { certificate: string }) {
  const { t } = useTranslation();
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Icon name="download" size={15} />}
      onClick={() => save('diwan.pem', new Blob([certificate], { type: 'application/x-pem-file' }))}
    >
      {t('channels.certificate')}
    </Button>
  );
}
