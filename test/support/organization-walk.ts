import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { House } from './house.ts';
import type { Opened } from './pages.ts';

export interface Walk extends Pick<House, 'telegram' | 'shop'> {
  /** The owner's, at its first start. */
  page: Page;
  /** The members' view in a browser of its own. */
  openLan(): Promise<Opened>;
}

/**
 * From nothing to a member who joins in the bot, signs in on the LAN, and is removed. Answers the
 * member's page, where they have been signed out.
 */
export async function walkOrganization({ page, telegram, shop, openLan }: Walk): Promise<Opened> {
  // First start opens on the set-up.
  await page.getByRole('heading', { name: 'Set up Diwan' }).waitFor();
  await page.getByLabel('Name of the organization').fill('Nahr Trading');
  await page.getByRole('button', { name: 'Create the organization' }).click();
  await page.getByText('Nahr Trading is ready.').waitFor();

  // The database: what is missing is said beside its field.
  await page.getByRole('link', { name: 'First database' }).click();
  await page.getByRole('button', { name: 'Add a database' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await dialog.getByText('Please fill this in.').first().waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Shop');
  await dialog.getByText('Connection string').click();
  await dialog.getByRole('textbox', { name: 'Connection string' }).fill(shop);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('The file is opened for reading only.', { exact: false }).waitFor();

  // An invitation, used in Telegram; the new member shows without reloading.
  await page.getByRole('link', { name: 'Invitations', exact: true }).click();
  await page.getByRole('button', { name: 'New invitation' }).first().click();
  await dialog.getByRole('button', { name: 'New invitation' }).click();
  const link = await dialog.locator('code').first().textContent();
  const code = /join_(\S+)$/.exec(link ?? '')?.[1] ?? '';
  expect(code).not.toBe('');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByText('Nobody is here yet').waitFor();
  const sara = telegram.user(900, { name: 'Sara', languageCode: 'en' });
  sara.send(`/start join_${code}`);
  await sara.sees(/Nahr Trading/);
  await page.getByRole('table').getByText('Sara').waitFor();

  // Her password, and her look from the LAN.
  await page.getByRole('button', { name: 'Actions for Sara' }).click();
  await page.getByRole('menuitem', { name: 'New password' }).click();
  await dialog.getByRole('button', { name: 'New password' }).click();
  await dialog.getByText('Shown this once').waitFor();
  const [userName = '', password = ''] = await dialog.locator('code').allTextContents();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const view = await openLan();
  await view.page.getByLabel('User name').fill(userName);
  await view.page.getByRole('textbox', { name: 'Password' }).fill(password);
  await view.page.getByRole('button', { name: 'Sign in' }).click();
  await view.page.getByRole('heading', { name: 'Hello, Sara' }).waitFor();

  // Removed by typing her name: her session ends by itself.
  await page.getByRole('button', { name: 'Actions for Sara' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const remove = dialog.getByRole('button', { name: 'Remove' });
  expect(await remove.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('Sara');
  await remove.click();
  await page.getByText('Nobody is here yet').waitFor();
  await view.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  return view;
}
