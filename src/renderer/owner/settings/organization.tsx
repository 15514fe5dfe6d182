import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganizationInfo } from '../../../preload/contract/people.ts';
import { getContext } from '../../api.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Section } from '../../ui/page.tsx';
import { Rename } from '../../ui/rename.tsx';
import { View } from '../../ui/state.tsx';
import { OrganizationStep } from '../setup/organization.tsx';

/** Its name, its end, and a further one. */
export function OrganizationSettings() {
  const { t } = useTranslation();
  const list = useEntry('organizations.list', {});
  return (
    <div className="stack">
      <View query={list}>
        {(all) => {
          const own = all.find(({ id }) => id === getContext().organizationId);
          return own ? <Own key={own.id} organization={own} /> : null;
        }}
      </View>
      <Section title={t('organization.new')}>
        <OrganizationStep />
      </Section>
    </div>
  );
}

function Own({ organization }: { organization: OrganizationInfo }) {
  const { t } = useTranslation();
  const rename = useCommand('organizations.rename');
  const [closing, setClosing] = useState(false);
  return (
    <>
      <Rename
        title={t('organization.name')}
        name={organization.name}
        saving={rename}
        onChange={rename.reset}
        onSave={(name) => rename.mutate({ name })}
      />
      <Section title={t('organization.close')} about={t('organization.closeText')}>
        <Button color="red" variant="light" onClick={() => setClosing(true)}>
          {t('organization.close')}
        </Button>
      </Section>
      {closing && <Close organization={organization} onClose={() => setClosing(false)} />}
    </>
  );
}

interface CloseProps {
  organization: OrganizationInfo;
  onClose: () => void;
}

function Close({ organization, onClose }: CloseProps) {
  const { t } = useTranslation();
  const close = useCommand('organizations.close');
  const { name } = organization;
  return (
    <Confirm
      title={t('organization.close')}
      text={t('organization.closeText')}
      name={name}
      action={t('organization.close')}
      pending={close.isPending}
      error={close.error}
      onClose={onClose}
      onConfirm={() => close.mutate({ name }, { onSuccess: onClose })}
    />
  );
}
