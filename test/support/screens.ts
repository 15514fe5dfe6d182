import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** A place of the pages that people see: where it is, and what is pressed there, by its text's key. */
export interface Screen {
  name: string;
  place: string;
  press?: readonly string[];
}

const at = (name: string, place = name): Screen => ({ name, place });
const dialog = (name: string, place: string, ...press: string[]): Screen => ({
  name,
  place,
  press,
});

const settingsTabs = [
  'organization',
  'connections',
  'mail',
  'lan',
  'limits',
  'channels',
  'privacy',
  'retention',
  'backup',
  'about',
];

export const ownerScreens: readonly Screen[] = [
  at('overview'),
  at('ask'),
  at('members'),
  at('invitations'),
  at('databases'),
  at('cases', 'databases?tab=cases'),
  at('schema', 'databases/1'),
  at('grants', 'databases/1?tab=grants'),
  at('glossary', 'databases/1?tab=glossary'),
  at('verified', 'databases/1?tab=verified'),
  at('manage', 'databases/1?tab=manage'),
  at('costs'),
  at('budgets', 'costs?tab=budgets'),
  at('prices', 'costs?tab=prices'),
  at('channels'),
  ...['use', 'keys', 'try', 'examples', 'edit'].map((tab) =>
    at(`channel-${tab}`, `channels/2?tab=${tab}`),
  ),
  at('channel-telegram', 'channels/1?tab=edit'),
  at('activity'),
  at('activity-questions', 'activity?tab=questions'),
  at('settings'),
  ...settingsTabs.map((tab) => at(`settings-${tab}`, `settings?tab=${tab}`)),
  ...['organization', 'bot', 'model', 'database', 'mail', 'lan'].map((step) =>
    at(`setup-${step}`, `setup?step=${step}`),
  ),
];

export const ownerDialogs: readonly Screen[] = [
  dialog('member-add', 'members', 'members.add'),
  dialog('member-remove', 'members', 'members.actionsOf', 'members.remove'),
  dialog('member-usage', 'members', 'members.actionsOf', 'members.usage'),
  dialog('invitation-new', 'invitations', 'invitations.create'),
  dialog('invitation-uses', 'invitations', 'invitations.uses'),
  dialog('invitation-revoke', 'invitations', 'invitations.revoke'),
  dialog('database-add', 'databases', 'databases.add'),
  dialog('verified-add', 'databases/1?tab=verified', 'verified.add'),
  dialog('database-remove', 'databases/1?tab=manage', 'databases.remove'),
  dialog('price-add', 'costs?tab=prices', 'prices.add'),
  dialog('channel-new', 'channels', 'channels.create'),
];

export const memberScreens: readonly Screen[] = [
  'overview',
  'members',
  'databases',
  'usage',
  'costs',
].map((name) => at(name));

export type Language = 'en' | 'ar' | 'fa';

/** What the page says for a key, as far as its first blank to fill. */
function textOf(language: Language, key: string): string {
  const file = new URL(`../../resources/locales/${language}.json`, import.meta.url);
  let found: unknown = JSON.parse(readFileSync(file, 'utf8')).window;
  for (const part of key.split('.'))
    found = found && typeof found === 'object' ? Reflect.get(found, part) : undefined;
  if (typeof found !== 'string') throw new Error(`no text ${key} in ${language}`);
  return found.split('{{')[0] ?? found;
}

/**
 * Goes there and waits until nothing on it is still being read. Gives the text of what was pressed
 * last, or first where that opened a menu.
 */
export async function show(
  page: Page,
  { place, press = [] }: Screen,
  language: Language,
  by: 'mouse' | 'keyboard' = 'mouse',
): Promise<string> {
  await page.keyboard.press('Escape');
  await page.goto(`${new URL(page.url()).origin}/#/${place}`);
  await settled(page);
  let opener = '';
  for (const key of press) {
    const name = textOf(language, key);
    const control = page
      .getByRole('button', { name })
      .or(page.getByRole('menuitem', { name }))
      .last();
    opener ||= (await control.getAttribute('aria-label')) ?? (await control.textContent()) ?? '';
    if (by === 'mouse') await control.click();
    else await control.press('Enter');
  }
  if (press.length > 0) await page.getByRole('dialog').waitFor();
  await settled(page);
  return opener;
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  // Menus fade away after what they led to has come.
  await page.waitForFunction(
    () => !document.querySelector('[role=status][aria-label], [role=menu]'),
  );
}
