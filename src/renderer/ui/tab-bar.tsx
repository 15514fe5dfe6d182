import { Tabs } from '@mantine/core';
import { useEffect, useRef } from 'react';

export interface TabBarProps {
  tabs: readonly { value: string; label: string }[];
  /** The one that is open. */
  value: string;
}

/** Tabs in one line; where they do not fit it scrolls, and the open one is in view. */
export function TabBar({ tabs, value }: TabBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    bar.current
      ?.querySelector(`[data-tab="${value}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [value]);
  return (
    <Tabs.List mb="md" ref={bar}>
      {tabs.map((tab) => (
        <Tabs.Tab key={tab.value} value={tab.value} data-tab={tab.value}>
          {tab.label}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}
