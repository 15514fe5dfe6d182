import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { go, useTab } from '../../router.ts';
import { TabBar } from '../../ui/tab-bar.tsx';

const others = ['keys', 'try', 'examples', 'edit'] as const;
type Panels = { use: ReactNode } & { [Name in (typeof others)[number]]?: ReactNode };

/** A channel's parts, those it has; the open one is named in the page's address. */
export function ChannelTabs({ id, panels }: { id: number; panels: Panels }) {
  const { t } = useTranslation();
  const tabs = ['use', ...others.filter((name) => name in panels)] as const;
  const tab = useTab(tabs);
  return (
    <Tabs value={tab} onChange={(next) => go(`channels/${id}?tab=${next}`)} keepMounted={false}>
      <TabBar
        value={tab}
        tabs={tabs.map((value) => ({ value, label: t(`channels.tabs.${value}`) }))}
      />
      {tabs.map((value) => (
        <Tabs.Panel key={value} value={value}>
          {panels[value]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
