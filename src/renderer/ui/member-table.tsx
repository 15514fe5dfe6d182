import { ActionIcon, Badge } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '../../preload/contract/people.ts';
import { useFormat } from '../format.ts';
import { usePages } from '../pages.ts';
import { Icon } from './icons.tsx';
import { LongList } from './long-list.tsx';
import classes from './member-table.module.css';
import { Paged } from './paged.tsx';
import { Empty, Waiting } from './state.tsx';

export interface MemberTableProps {
  search: string;
  /** Opens what may be done with a member, for who may; each row then has a button for it. */
  onMenu?: (member: Member, button: HTMLElement) => void;
  children?: ReactNode;
}

/** Everyone in the organisation, however many they are. */
export function MemberTable({ search, onMenu, children }: MemberTableProps) {
  const { t } = useTranslation();
  const pages = usePages(
    'members.list',
    (offset, limit) => ({ offset, limit, search }),
    (page) => page.members,
  );
  return (
    <Paged pages={pages} waiting={<Waiting lines={6} height={44} />}>
      {({ total }) =>
        total === 0 ? (
          search === '' ? (
            <Empty icon="members" title={t('members.none')} text={t('members.noneText')}>
              {children}
            </Empty>
          ) : (
            <Empty icon="search" title={t('members.notFound')} text={t('members.notFoundText')} />
          )
        ) : (
          <LongList
            label={t('members.title')}
            total={total}
            rowHeight={62}
            onRange={pages.onRange}
            head={<Head menu={onMenu !== undefined} />}
            row={(index) => <Row member={pages.item(index)} onMenu={onMenu} />}
          />
        )
      }
    </Paged>
  );
}

function Head({ menu }: { menu: boolean }) {
  const { t } = useTranslation();
  return (
    <div role="row" className={classes['cells']}>
      <span role="columnheader">{t('members.name')}</span>
      <span role="columnheader">{t('members.role')}</span>
      <span role="columnheader" className={classes['wide']}>
        {t('members.joined')}
      </span>
      <span role="columnheader" className={classes['wide']}>
        {t('members.seen')}
      </span>
      {menu && (
        <span role="columnheader" className={classes['menu']}>
          <span className="unseen">{t('members.actions')}</span>
        </span>
      )}
    </div>
  );
}

type RowProps = { member: Member | undefined; onMenu: MemberTableProps['onMenu'] };

/** Drawn anew only when its member is another: lists are scrolled fast. */
const Row = memo(function Row({ member, onMenu }: RowProps) {
  const { t } = useTranslation();
  const { day, ago } = useFormat();
  if (!member) return <span role="cell" className={classes['blank']} />;
  const { name, username, role, joinedAt, lastSeenAt, reachable } = member;
  return (
    <div className={classes['cells']} role="presentation">
      <span role="cell" className={classes['name']}>
        <b dir="auto">{name}</b>
        {username && <span className="ltr">@{username}</span>}
      </span>
      <span role="cell" className={classes['badges']}>
        <Badge variant="light" color={role === 'owner' ? 'brand' : 'gray'}>
          {t(`members.roles.${role}`)}
        </Badge>
        {!reachable && (
          <span title={t('members.unreachable')}>
            <Icon name="warning" size={16} />
            <span className="unseen">{t('members.unreachable')}</span>
          </span>
        )}
      </span>
      <span role="cell" className={classes['wide']}>
        {day(joinedAt)}
      </span>
      <span role="cell" className={classes['wide']}>
        {lastSeenAt === null ? t('members.never') : ago(lastSeenAt)}
      </span>
      {onMenu && (
        <span role="cell" className={classes['menu']}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-haspopup="menu"
            aria-label={t('members.actionsOf', { name })}
            onClick={({ currentTarget }) => onMenu(member, currentTarget)}
          >
            <Icon name="more" />
          </ActionIcon>
        </span>
      )}
    </div>
  );
});
