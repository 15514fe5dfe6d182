import { Button, Menu, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '../../../preload/contract/people.ts';
import { getContext } from '../../api.ts';
import { go } from '../../router.ts';
import { useExport } from '../../save-entry.ts';
import { Icon } from '../../ui/icons.tsx';
import { MemberTable } from '../../ui/member-table.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useRowMenu } from '../../ui/row-menu.tsx';
import { type Act, AddMember, MemberAct } from '../members/acts.tsx';
import { NoOrganization } from '../no-organization.tsx';

/** Who is in the organisation, and what the owner may do about it. */
export function Members() {
  const { t } = useTranslation();
  const { save, saving } = useExport('members.export');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const [adding, setAdding] = useState(false);
  const [act, setAct] = useState<Act | null>(null);
  const { menu, open } = useRowMenu<Member>(
    ({ name }) => t('members.actionsOf', { name }),
    (member) => <Actions member={member} onAct={setAct} />,
  );
  if (getContext().organizationId === null)
    return <NoOrganization title={t('members.title')} about={t('members.about')} />;
  return (
    <Page
      title={t('members.title')}
      about={t('members.about')}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<Icon name="download" size={16} />}
            loading={saving}
            onClick={() => save({})}
          >
            {t('members.export')}
          </Button>
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
            {t('members.add')}
          </Button>
        </>
      }
    >
      <Section>
        <TextInput
          mb="md"
          aria-label={t('members.search')}
          placeholder={t('members.search')}
          leftSection={<Icon name="search" size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <MemberTable search={search.trim()} onMenu={open}>
          <Button onClick={() => go('invitations')}>{t('members.invite')}</Button>
        </MemberTable>
        {menu}
      </Section>
      {adding && <AddMember onClose={() => setAdding(false)} />}
      {act && <MemberAct act={act} onClose={() => setAct(null)} />}
    </Page>
  );
}

function Actions({ member, onAct }: { member: Member; onAct: (act: Act) => void }) {
  const { t } = useTranslation();
  const act = (kind: Act['kind']) => () => onAct({ kind, member });
  return (
    <>
      <Menu.Item leftSection={<Icon name="costs" size={16} />} onClick={act('usage')}>
        {t('members.usage')}
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="key" size={16} />} onClick={act('credentials')}>
        {t('members.credentials')}
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="shield" size={16} />} onClick={act('role')}>
        {t(member.role === 'owner' ? 'members.makeMember' : 'members.makeOwner')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="var(--d-bad)"
        leftSection={<Icon name="trash" size={16} />}
        onClick={act('remove')}
      >
        {t('members.remove')}
      </Menu.Item>
    </>
  );
}
