import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganizationInfo } from '../../../preload/contract/people.ts';
import { getContext } from '../../api.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Problem } from '../../ui/dialog.tsx';
import form from '../../ui/form.module.css';
import { Section } from '../../ui/page.tsx';
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
  const [name, setName] = useState(organization.name);
  const [closing, setClosing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') rename.mutate({ name: name.trim() });
  };
  return (
    <>
      <Section title={t('organization.name')}>
        <form className={form['form']} onSubmit={submit} noValidate>
          <TextInput
            aria-label={t('organization.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={name.trim() === '' ? t('form.needed') : undefined}
            maxLength={100}
            dir="auto"
          />
          <Problem error={rename.error} />
          <div>
            <Button type="submit" variant="default" loading={rename.isPending}>
              {t('form.save')}
            </Button>
          </div>
        </form>
      </Section>
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
