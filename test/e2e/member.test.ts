import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Furnished, furnish } from '../support/furnish.ts';
import { type House, openHouse } from '../support/house.ts';
import { openMember } from '../support/pages.ts';

let house: House;
let browser: Browser;
let furnished: Furnished;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), launchChromium()]);
  furnished = await furnish(house);
});
afterAll(async () => {
  await browser.close();
  await house[Symbol.asyncDispose]();
});

it('keeps a wrong password out and says so', async () => {
  const { page } = await openMember(house, browser);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Please fill this in.').first().waitFor();
  await page.getByLabel('User name').fill('owner_nahr_1');
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('wrong', { exact: false }).waitFor();
});

it('ends the session at the server when signing out', async () => {
  const { page } = await openMember(house, browser, { token: furnished.member });
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  const again = await openMember(house, browser, { token: furnished.member });
  await again.page.getByRole('heading', { name: 'Sign in' }).waitFor();
});
