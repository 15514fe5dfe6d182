import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** A place of the pages that people see. */
export interface Screen {
  name: string;
  /** Where it is. */
  place: string;
  /** What is pressed there, by its text's key. */
  press?: readonly string[];
  /** What that leads to, if not to a dialog. */
  opens?: 'menu' | 'page';
  /** What is typed into the field of that name, by its text's key, before anything is pressed. */
  typed?: readonly [field: string, text: string];
  /** The key of a text that has to be there then. */
  until?: string;
}

type Make = (name: string, place: string, ...press: string[]) => Screen;

export const at = (name: string, place = name): Screen => ({ name, place });
export const dialog: Make = (name, place, ...press) => ({ name, place, press });
export const menu: Make = (name, place, ...press) => ({ name, place, press, opens: 'menu' });
export const pressed: Make = (name, place, ...press) => ({ name, place, press, opens: 'page' });
export const typed = (field: string, text: string, screen: Screen): Screen => ({
  ...screen,
  typed: [field, text],
});
export const until = (text: string, screen: Screen): Screen => ({ ...screen, until: text });

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
  at('channel-telegram', 'channels/1?tab=edit'),
  at('activity'),
  at('activity-questions', 'activity?tab=questions'),
  at('settings'),
  ...settingsTabs.map((tab) => at(`settings-${tab}`, `settings?tab=${tab}`)),
  ...['organization', 'bot', 'model', 'database', 'mail', 'lan'].map((step) =>
    at(`setup-${step}`, `setup?step=${step}`),
  ),
];

/** Tabs that are read by the same call as others; the steps of the set-up by what stands already. */
const readAlike = /^settings-(?!mail|backup|lan)|^setup-(?!lan)|^channel-(?!use|keys)/;

/** Those that wait, or fail, for themselves. */
export const readingScreens = ownerScreens.filter(({ name }) => !readAlike.test(name));

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

/** What stands under the keys in a language's file. */
function read(language: Language, keys: readonly string[]): string {
  const file = new URL(`../../resources/locales/${language}.json`, import.meta.url);
  let found: unknown = JSON.parse(readFileSync(file, 'utf8'));
  for (const part of keys)
    found = found && typeof found === 'object' ? Reflect.get(found, part) : undefined;
  if (typeof found !== 'string') throw new Error(`no text ${keys.join('.')} in ${language}`);
  return found;
}

/** What the page says for a key, as far as its first blank to fill. */
export function textOf(language: Language, key: string): string {
  const whole = read(language, ['window', ...key.split('.')]);
  return whole.split('{{')[0] ?? whole;
}

/** What stands under a key. */
export const sentenceOf = (language: Language, key: string): string =>
  read(language, key.split('.'));

/**
 * Goes there and waits until nothing on it is still being read. Gives the text of what was pressed
 * last, or first where that opened a menu.
 */
export async function show(
  page: Page,
  { place, press = [], opens, typed, until: awaited }: Screen,
  language: Language,
  by: 'mouse' | 'keyboard' = 'mouse',
): Promise<string> {
  await page.keyboard.press('Escape');
  await page.goto(`${new URL(page.url()).origin}/#/${place}`);
  await settled(page);
  if (typed) await page.getByRole('textbox', { name: textOf(language, typed[0]) }).fill(typed[1]);
  let opener = '';
  for (const key of press) {
    const name = textOf(language, key);
    const control = page
      .getByRole('button', { name })
      .or(page.getByRole('menuitem', { name }))
      .or(page.getByRole('combobox', { name, exact: true }))
      .or(page.getByRole('option', { name }))
      .last();
    opener ||= (await control.getAttribute('aria-label')) ?? (await control.textContent()) ?? '';
    if (by === 'mouse') await control.click();
    else await control.press('Enter');
  }
  if (press.length > 0 && opens !== 'page') await page.getByRole(opens ?? 'dialog').waitFor();
  if (awaited) await page.getByText(textOf(language, awaited)).last().waitFor();
  if (opens !== 'menu') await settled(page);
  return opener;
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  // Menus fade away after what they led to has come.
  await page.waitForFunction(
    () => !document.querySelector('[role=status][aria-label], [role=menu]'),
  );
}
