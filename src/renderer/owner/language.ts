import type { Language } from '../../preload/contract/answer.ts';
import { call, setContext } from '../api.ts';
import { speak } from '../i18n.ts';

/** The window's language, kept at the appliance too: notices and menus follow it. */
export async function changeLanguage(language: Language): Promise<void> {
  setContext({ language });
  await speak(language);
  await call('settings.set', { group: 'appearance', change: { language } }).catch(() => undefined);
}

export const keepTheme = (theme: 'light' | 'dark'): void =>
  void call('settings.set', { group: 'appearance', change: { theme } }).catch(() => undefined);
