import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { Language } from '../../preload/contract/answer.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import { call, setContext } from '../api.ts';
import { speak } from '../i18n.ts';
import { wordsOf } from '../queries.ts';

/** The window's language, kept at the appliance too: notices and menus follow it. */
export async function changeLanguage(language: Language): Promise<void> {
  setContext({ language });
  await speak(language);
  await keep({ language });
}

export const keepTheme = (theme: 'light' | 'dark'): void => void keep({ theme });

/** The page has changed already; that the next start will not know of it is said. */
const keep = (change: Partial<Settings['appearance']>): Promise<void> =>
  call('settings.set', { group: 'appearance', change }).then(
    () => undefined,
    (error: unknown) => {
      notifications.show({
        id: 'appearance',
        title: i18next.t('settings.notKept'),
        message: wordsOf(error, i18next.t),
        color: 'red',
      });
    },
  );
