import type { Language } from '../../preload/contract/answer.ts';
import { setContext } from '../api.ts';
import { speak } from '../i18n.ts';

/** Kept in this browser alone: the view changes nothing at the appliance. */
export async function changeLanguage(language: Language): Promise<void> {
  setContext({ language });
  await speak(language);
}
