import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { go } from '../router.ts';
import { Page, Section } from '../ui/page.tsx';
import { Empty } from '../ui/state.tsx';

/** What is about an organisation, before there is one. */
export function OrganizationFirst() {
  const { t } = useTranslation();
  return (
    <Empty icon="building" title={t('organization.none')} text={t('organization.noneText')}>
      <Button onClick={() => go('setup?step=organization')}>{t('organization.new')}</Button>
    </Empty>
  );
}

/** A whole screen of that kind. */
export const NoOrganization = ({ title, about }: { title: string; about?: string }) => (
  <Page title={title} about={about}>
    <Section>
      <OrganizationFirst />
    </Section>
  </Page>
);
