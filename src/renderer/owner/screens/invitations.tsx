import { Badge, Button, Modal, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../../preload/contract/people.ts';
import { getContext } from '../../api.ts';
import { useFormat } from '../../format.ts';
import { More, useMore } from '../../more.tsx';
import { useCommand } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';
import classes from '../invitations/list.module.css';
import { Ticket } from '../invitations/ticket.tsx';
import { Uses } from '../invitations/uses.tsx';
import { NoOrganization } from '../no-organization.tsx';

const colors = { open: 'green', used_up: 'gray', expired: 'gray', revoked: 'red' } as const;

/** Codes that let people join. */
export function Invitations() {
  const { t } = useTranslation();
  if (getContext().organizationId !== null) return <Own />;
  return <NoOrganization title={t('invitations.title')} about={t('invitations.about')} />;
}

function Own() {
  const { t } = useTranslation();
  const list = useMore(
    'invitations.list',
    (page) => page.invitations,
    ({ count }) => ({ offset: count, limit: 50 }),
  );
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Invitation | null>(null);
  const [looking, setLooking] = useState<Invitation | null>(null);
  const create = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setCreating(true)}>
      {t('invitations.create')}
    </Button>
  );
  return (
    <Page title={t('invitations.title')} about={t('invitations.about')} actions={create}>
      <Section>
        <View query={list}>
          {(invitations) =>
            invitations.length === 0 ? (
              <Empty
                icon="invitations"
                title={t('invitations.none')}
                text={t('invitations.noneText')}
              >
                {create}
              </Empty>
            ) : (
              <List items={invitations} onRevoke={setRevoking} onLook={setLooking} />
            )
          }
        </View>
        <More query={list} />
      </Section>
      {creating && <Create onClose={() => setCreating(false)} />}
      {looking && <Uses invitation={looking} onClose={() => setLooking(null)} />}
      {revoking && <Revoke invitation={revoking} onClose={() => setRevoking(null)} />}
    </Page>
  );
}

interface ListProps {
  items: Invitation[];
  onRevoke: (one: Invitation) => void;
  onLook: (one: Invitation) => void;
}

function List({ items, onRevoke, onLook }: ListProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <DataTable
      label={t('invitations.title')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          head: t('invitations.status'),
          cell: ({ status }) => (
            <Badge variant="light" color={colors[status]}>
              {t(`invitations.is.${status}`)}
            </Badge>
          ),
        },
        {
          head: t('invitations.used'),
          cell: ({ used, maxUses }) => (
            <span className="unbroken">
              {t('invitations.of', { n: number(used), of: number(maxUses) })}
            </span>
          ),
        },
        {
          head: t('invitations.createdAt'),
          cell: ({ createdAt }) => <Moment iso={createdAt} />,
          wide: true,
        },
        { head: t('invitations.expiresAt'), cell: ({ expiresAt }) => <Moment iso={expiresAt} /> },
      ]}
      acts={(one) => (
        <div className={classes['acts']}>
          <Button size="compact-sm" variant="default" onClick={() => onLook(one)}>
            {t('invitations.uses')}
          </Button>
          {one.status === 'open' && (
            <Button size="compact-sm" variant="light" color="red" onClick={() => onRevoke(one)}>
              {t('invitations.revoke')}
            </Button>
          )}
        </div>
      )}
    />
  );
}

function Create({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCommand('invitations.create');
  const [uses, setUses] = useState<number | string>(1);
  const [hours, setHours] = useState<number | string>(24);
  if (create.data)
    return (
      <Modal
        opened
        onClose={onClose}
        title={t('invitations.made')}
        closeButtonProps={{ 'aria-label': t('form.close') }}
      >
        <Ticket made={create.data} />
      </Modal>
    );
  const between = (value: number | string, most: number) =>
    Number.isInteger(Number(value)) && Number(value) >= 1 && Number(value) <= most;
  const wrong = (value: number | string, most: number) =>
    between(value, most) ? undefined : t('form.between', { min: 1, max: most });
  return (
    <Dialog
      title={t('invitations.create')}
      action={t('invitations.create')}
      pending={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={() =>
        between(uses, 1_000) &&
        between(hours, 8_760) &&
        create.mutate({ uses: Number(uses), hours: Number(hours) })
      }
    >
      <NumberInput
        label={t('invitations.usesLabel')}
        description={t('invitations.usesText')}
        value={uses}
        onChange={setUses}
        min={1}
        max={1_000}
        clampBehavior="none"
        error={wrong(uses, 1_000)}
        data-autofocus
      />
      <NumberInput
        label={t('invitations.hoursLabel')}
        value={hours}
        onChange={setHours}
        min={1}
        max={8_760}
        clampBehavior="none"
        error={wrong(hours, 8_760)}
      />
    </Dialog>
  );
}

function Revoke({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation();
  const revoke = useCommand('invitations.revoke');
  return (
    <Confirm
      title={t('invitations.revokeTitle')}
      text={t('invitations.revokeText')}
      name={null}
      action={t('invitations.revoke')}
      pending={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate({ invitationId: invitation.id }, { onSuccess: onClose })}
    />
  );
}
