import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type House, openHouse } from '../support/house.ts';
import { openMember, openOwner } from '../support/pages.ts';

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await house[Symbol.asyncDispose]();
});

it('leads from nothing to a member who joins, looks in, and is removed', async () => {
  const { page, complaints } = await openOwner(house, browser);
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
  await dialog.getByRole('textbox', { name: 'Connection string' }).fill(house.shop);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('may only read', { exact: false }).waitFor();

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
  const sara = house.telegram.user(900, { name: 'Sara', languageCode: 'en' });
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
  const view = await openMember(house, browser);
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
  expect([...complaints, ...view.complaints]).toEqual([]);
}, 90_000);

it('answers on the Ask page with table, picture, SQL and receipt', async () => {
  const { page, complaints } = await openOwner(house, browser);
  await page.getByRole('link', { name: 'Ask', exact: true }).click();
  await page.getByPlaceholder('Ask about your data…').fill('What were total sales by region?');
  await page.keyboard.press('Enter');
  await page.getByText('North sold most.').waitFor();
  await page.getByRole('cell', { name: '159,075' }).waitFor();
  await page.getByRole('button', { name: 'The query (SQL)' }).click();
  await page.getByText('GROUP BY region', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'What this rests on' }).click();
  await page.getByText('gemini-flash-latest').waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText('What were total sales by region?').waitFor();
  expect(complaints).toEqual([]);
}, 60_000);

it('says that the line is lost, and comes back by itself', async () => {
  const { page } = await openOwner(house, browser);
  await page.getByRole('heading', { level: 1 }).waitFor();
  house.served.process.kill('SIGSTOP');
  await page.getByText('The connection is lost').waitFor({ timeout: 30_000 });
  house.served.process.kill('SIGCONT');
  await page.getByText('The connection is lost').waitFor({ state: 'detached', timeout: 20_000 });
}, 90_000);
