import { ActionIcon } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../preload/contract/entries/session.ts';
import { ApiError, call } from '../api.ts';
import { useLive } from '../live.ts';
import { isOffline, useEntry, useProblem } from '../queries.ts';
import { usePlace, useTop } from '../router.ts';
import { Icon } from '../ui/icons.tsx';
import { Preferences } from '../ui/preferences.tsx';
import { type NavItem, Shell } from '../ui/shell.tsx';
import { View, Waiting } from '../ui/state.tsx';
import { changeLanguage } from './language.ts';
import { screens } from './screens.ts';
import classes from './whose.module.css';

/** Everything behind the sign-in; leaves by itself when the session has ended. */
export function Main({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const me = useEntry('session.me', {});
  const connected = useLive(queries, null);
  const problem = useProblem();
  const tell = (error: unknown) =>
    notifications.show({ id: 'signOut', message: problem(error), color: 'red' });
  const ended = me.error instanceof ApiError && me.error.code === 'session_expired';
  useEffect(() => {
    if (!ended) return;
    queries.clear();
    onLeave();
  }, [ended, queries, onLeave]);
  const signOut = async () => {
    try {
      await call('session.signOut', {});
    } catch (error) {
      // The session would live on at the appliance: that is said rather than hidden.
      if (isOffline(error)) {
        tell(error);
        return;
      }
    }
    queries.clear();
    onLeave();
  };
  return (
    <View query={me}>
      {(data) => (
        <Shell
          items={itemsFor(data, t)}
          connected={connected}
          whose={<Whose me={data} />}
          foot={
            <>
              <Preferences onLanguage={changeLanguage} />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('signIn.leave')}
                onClick={() => void signOut()}
              >
                <Icon name="signout" />
              </ActionIcon>
            </>
          }
        >
          <Screen me={data} />
        </Shell>
      )}
    </View>
  );
}

function Whose({ me }: { me: Me }) {
  return (
    <p className={classes['whose']}>
      <b>{me.organization?.name}</b>
      <span>{me.person?.name}</span>
    </p>
  );
}

const itemsFor = (me: Me, t: (key: string) => string): NavItem[] =>
  (['overview', 'members', 'databases', 'usage', 'costs'] as const)
    .filter((name) => name !== 'costs' || me.role === 'owner')
    .map((name) => ({
      path: name,
      icon: name === 'usage' ? 'activity' : name,
      label: t(`nav.${name}`),
    }));

function Screen({ me }: { me: Me }) {
  const { path } = usePlace();
  const wanted = path[0] ?? 'overview';
  const name = wanted === 'costs' && me.role !== 'owner' ? 'overview' : wanted;
  const Found = screens[name as keyof typeof screens] ?? screens.overview;
  useTop();
  return (
    <Suspense fallback={<Waiting lines={6} height={28} />}>
      <Found me={me} />
    </Suspense>
  );
}
