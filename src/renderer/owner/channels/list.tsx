import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/state.tsx';
import { ChannelCard } from './card.tsx';
import classes from './channels.module.css';
import { isTelegram } from './own.ts';

const shownAtFirst = 60;
/** So few are found without searching. */
const searchFrom = 8;

/** The bot's own after the programs'. */
const busiestFirst = (a: ChannelRow, b: ChannelRow): number =>
  Number(isTelegram(a)) - Number(isTelegram(b)) || b.use.requests - a.use.requests;

/** Each channel with its state and its use, the busiest first. */
export function ChannelList({
  channels,
  action,
}: {
  channels: readonly ChannelRow[];
  action: ReactNode;
}) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const hasPrograms = channels.some((one) => !isTelegram(one));
  const wanted = search.trim().toLowerCase();
  const found = channels
    .filter(({ title, channelId }) => `${title} ${channelId}`.toLowerCase().includes(wanted))
    .sort(busiestFirst);
  const shown = all ? found : found.slice(0, shownAtFirst);
  return (
    <div className="stack">
      {!hasPrograms && (
        <Section>
          <Empty icon="channels" title={t('channels.none')} text={t('channels.noneText')}>
            {action}
          </Empty>
        </Section>
      )}
      {channels.length > searchFrom && (
        <TextInput
          aria-label={t('channels.search')}
          placeholder={t('channels.search')}
          leftSection={<Icon name="search" size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {hasPrograms && found.length === 0 && (
        <Empty icon="search" title={t('channels.notFound')} text={t('members.notFoundText')} />
      )}
      <ul className={classes['list']} aria-label={t('channels.title')}>
        {shown.map((one) => (
          <li key={one.id}>
            <ChannelCard channel={one} />
          </li>
        ))}
      </ul>
      {shown.length < found.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('costs.all', { n: found.length })}
        </Button>
      )}
    </div>
  );
}
