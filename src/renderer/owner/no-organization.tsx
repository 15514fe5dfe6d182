import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { go } from '../router.ts';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/state.tsx';

/** Screens that are about an organisation, before there is one. */
export function NoOrganization({ title }: { title: string }) {
  const { t } = useTranslation();
  return (
    <Page title={title}>
      <Empty icon="building" title={t('organization.none')} text={t('organization.noneText')}>
        <Button onClick={() => go('setup?step=organization')}>{t('organization.new')}</Button>
      </Empty>
    </Page>
  );
}
