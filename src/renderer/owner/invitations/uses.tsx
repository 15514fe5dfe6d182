import { Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../../preload/contract/people.ts';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import { Empty, View } from '../../ui/state.tsx';

/** Who came in by an invitation. */
export function Uses({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const uses = useEntry('invitations.uses', { invitationId: invitation.id });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('invitations.uses')}
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <View query={uses}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="members" title={t('invitations.unused')} />
          ) : (
            <Table>
              <Table.Tbody>
                {list.map((one) => (
                  <Table.Tr key={one.userId}>
                    <Table.Td>
                      <bdi>{one.name}</bdi>
                    </Table.Td>
                    <Table.Td>{moment(one.usedAt)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </View>
    </Modal>
  );
}
