import { ActionIcon, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailContact } from '../../../../preload/contract/mail.ts';
import { useCommand, useEntry } from '../../../queries.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import form from '../../../ui/form.module.css';
import { Icon } from '../../../ui/icons.tsx';
import { endClass, Section, TableWrap } from '../../../ui/page.tsx';
import { Empty, View } from '../../../ui/state.tsx';
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
              <TableWrap label={t('mailRules.book')}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('members.name')}</Table.Th>
                      <Table.Th>{t('mailRules.address')}</Table.Th>
                      <Table.Th>
                        <span className="unseen">{t('members.actions')}</span>
                      </Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {contacts.map((one) => (
                      <Table.Tr key={one.id}>
                        <Table.Td>
                          <bdi>{one.name}</bdi>
                        </Table.Td>
                        <Table.Td>
                          <span className="ltr">{one.address}</span>
                        </Table.Td>
                        <Table.Td className={endClass}>
                          <ActionIcon
                            variant="subtle"
                            color="red"
                            aria-label={t('form.removeOf', { name: one.name })}
                            onClick={() => setLeaving(one)}
                          >
                            <Icon name="trash" size={17} />
                          </ActionIcon>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </TableWrap>
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
  return (
    <Confirm
      title={t('form.removeOf', { name: contact.name })}
      text={t('mailRules.forgetText')}
      name={null}
      action={t('form.remove')}
      pending={forget.isPending}
      error={forget.error}
      onClose={onClose}
      onConfirm={() => forget.mutate({ contactId: contact.id }, { onSuccess: onClose })}
    />
  );
}
