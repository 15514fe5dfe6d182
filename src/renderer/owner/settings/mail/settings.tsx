import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { getContext } from '../../../api.ts';
import { useEntry } from '../../../queries.ts';
import { linkTo } from '../../../router.ts';
import form from '../../../ui/form.module.css';
import { Section } from '../../../ui/page.tsx';
import { View, Waiting } from '../../../ui/state.tsx';
import { OrganizationFirst } from '../../no-organization.tsx';
import { Contacts } from './contacts.tsx';
import { RulesForm } from './rules.tsx';

/** How this organisation's mails begin and end, where they may go, and whom it writes to. */
export function MailSettings() {
  const { t } = useTranslation();
  const enabled = getContext().organizationId !== null;
  const status = useEntry('mail.status', {}, { enabled });
  const rules = useEntry('mail.rules', {}, { enabled });
  const words = useEntry('mail.words', {}, { enabled });
  if (!enabled)
    return (
      <Section>
        <OrganizationFirst />
      </Section>
    );
  return (
    <div className="stack">
      {status.data && (
        <p className={form['hint']}>
          {status.data.sender
            ? t('health.mail.ready', { from: status.data.sender })
            : t('health.mail.not_set')}
          {' · '}
          <Anchor inherit underline="always" href={linkTo('settings?tab=connections')}>
            {t('mailRules.server')}
          </Anchor>
        </p>
      )}
      <View query={rules} waiting={<Waiting lines={8} height={32} />}>
        {(current) => (
          <View query={words} waiting={<Waiting lines={8} height={32} />}>
            {(usual) => (
              <RulesForm current={current} usual={usual} sender={status.data?.sender ?? null} />
            )}
          </View>
        )}
      </View>
      <Contacts />
    </div>
  );
}
