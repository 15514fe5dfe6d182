import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganizationInfo } from '../../preload/contract/people.ts';
import { ApiError, setContext } from '../api.ts';
import { useLive } from '../live.ts';
import { useEntry } from '../queries.ts';
import { go, usePlace, useTop } from '../router.ts';
import { Preferences } from '../ui/preferences.tsx';
import { type NavItem, Shell } from '../ui/shell.tsx';
import { View, Waiting } from '../ui/state.tsx';
import { forgetConversation } from './ask/conversation.ts';
import { changeLanguage, keepTheme } from './language.ts';
import { Locked } from './locked.tsx';
import { chosenOf, keepChoice, Switcher } from './organization.tsx';
import { navigation, screens } from './screens.ts';

/** The owner's window; at first start it opens on the set-up. */
export function App() {
  const list = useEntry('organizations.list', {});
  const state = useEntry('setup.state', {});
  const fresh = state.data !== undefined && !state.data.done && state.data.organizations === 0;
  useEffect(() => {
    if (fresh && window.location.hash === '') go('setup');
  }, [fresh]);
  // The appliance was started anew, or too many others came in by links: this page's time is over.
  if (list.error instanceof ApiError && list.error.code === 'session_expired') return <Locked />;
  return <View query={list}>{(organizations) => <Window organizations={organizations} />}</View>;
}

function Window({ organizations }: { organizations: OrganizationInfo[] }) {
  const queries = useQueryClient();
  const [, choose] = useState<number | null>(null);
  const chosen = chosenOf(organizations);
  // The calls of the screens below are about this organisation, so it is set before they render.
  useMemo(() => setContext({ organizationId: chosen }), [chosen]);
  const connected = useLive(queries, chosen);
  const items = useNavigation();
  const change = (id: number) => {
    keepChoice(id);
    forgetConversation();
    choose(id);
  };
  return (
    <Shell
      items={items}
      connected={connected}
      whose={<Switcher list={organizations} chosen={chosen} onChoose={change} />}
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
  useTop();
  return (
    <Suspense fallback={<Waiting lines={6} height={28} />}>
      <Found />
    </Suspense>
  );
}

function useNavigation(): NavItem[] {
  const { t } = useTranslation();
  return navigation.map((name) => ({ path: name, icon: name, label: t(`nav.${name}`) }));
}
