import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../preload/contract/answer.ts';
import type { OrganizationInfo } from '../../preload/contract/people.ts';
import { call, setContext } from '../api.ts';
import { speak } from '../i18n.ts';
import { useLive } from '../live.ts';
import { useEntry } from '../queries.ts';
import { usePlace } from '../router.ts';
import { Preferences } from '../ui/preferences.tsx';
import { type NavItem, Shell } from '../ui/shell.tsx';
import { View, Waiting } from '../ui/state.tsx';
import { chosenOf, keepChoice, Switcher } from './organization.tsx';
import { screens } from './screens.ts';

/** The owner's window. */
export function App() {
  const list = useEntry('organizations.list', {});
  return <View query={list}>{(organizations) => <Window organizations={organizations} />}</View>;
}

function Window({ organizations }: { organizations: OrganizationInfo[] }) {
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<number | null>(null);
  const chosen = organizations.some(({ id }) => id === wanted) ? wanted : chosenOf(organizations);
  // The calls of the screens below are about this organisation, so it is set before they render.
  useMemo(() => setContext({ organizationId: chosen }), [chosen]);
  const connected = useLive(queries, chosen);
  const items = useNavigation();
  const choose = (id: number) => {
    keepChoice(id);
    setWanted(id);
  };
  return (
    <Shell
      items={items}
      connected={connected}
      whose={<Switcher list={organizations} chosen={chosen} onChoose={choose} />}
      foot={<Preferences onLanguage={changeLanguage} onTheme={keepTheme} />}
    >
      <Screen key={chosen} />
    </Shell>
  );
}

function Screen() {
  const { path } = usePlace();
  const name = (path[0] ?? 'overview') as keyof typeof screens;
  const Found = screens[name] ?? screens.overview;
  useEffect(() => window.scrollTo(0, 0), []);
  return (
    <Suspense fallback={<Waiting lines={6} height={28} />}>
      <Found />
    </Suspense>
  );
}

function useNavigation(): NavItem[] {
  const { t } = useTranslation();
  const names = ['overview', 'ask'] as const;
  return names.map((name) => ({ path: name, icon: name, label: t(`nav.${name}`) }));
}

async function changeLanguage(language: Language): Promise<void> {
  setContext({ language });
  await speak(language);
  await call('settings.set', { group: 'appearance', change: { language } }).catch(() => undefined);
}

const keepTheme = (theme: 'light' | 'dark'): void =>
  void call('settings.set', { group: 'appearance', change: { theme } }).catch(() => undefined);
