import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailContact } from '../../../../preload/contract/mail.ts';
import { useCommand, useEntry } from '../../../queries.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import form from '../../../ui/form.module.css';
import { Section } from '../../../ui/page.tsx';
import { RemoveButton } from '../../../ui/remove-button.tsx';
import { Empty, View } from '../../../ui/state.tsx';
import { useUndo } from '../../../ui/undo.tsx';
import { AddContact } from './add-contact.tsx';

/** The organisation's address book: a question may name a person instead of an address. */
export function Contacts() {
  const { t } = useTranslation();
  const list = useEntry('mail.contacts', {});
  const [leaving, setLeaving] = useState<MailContact | null>(null);
  return (
    <Section title={t('mailRules.book')} about={t('mailRules.bookText')}>
      <div className={form['form']}>
        <View query={list}>
          {(contacts) =>
            contacts.length === 0 ? (
              <Empty icon="mail" title={t('mailRules.noContacts')} />
            ) : (
              <DataTable
                label={t('mailRules.book')}
                rows={contacts}
                keyOf={({ id }) => id}
                columns={[
                  { head: t('members.name'), cell: ({ name }) => <bdi>{name}</bdi> },
                  {
                    head: t('mailRules.address'),
                    cell: ({ address }) => <span className="ltr">{address}</span>,
                  },
                ]}
                acts={(one) => <RemoveButton name={one.name} onClick={() => setLeaving(one)} />}
              />
            )
          }
        </View>
        <AddContact />
      </div>
      {leaving && <Forget contact={leaving} onClose={() => setLeaving(null)} />}
    </Section>
  );
}

function Forget({ contact, onClose }: { contact: MailContact; onClose: () => void }) {
  const { t } = useTranslation();
  const forget = useCommand('mail.forgetContact');
  const undo = useUndo('mail.keepContact');
  const { id, name, address } = contact;
  const done = () => {
    onClose();
    undo(name, { name, address });
  };
  return (
    <Confirm
      title={t('form.removeOf', { name })}
      text={t('mailRules.forgetText')}
      name={null}
      action={t('form.remove')}
      pending={forget.isPending}
      error={forget.error}
      onClose={onClose}
      onConfirm={() => forget.mutate({ contactId: id }, { onSuccess: done })}
    />
  );
}
