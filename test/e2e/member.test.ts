import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Furnished, furnish, lanPost, signIn } from '../support/furnish.ts';
import { type House, openHouse } from '../support/house.ts';
import { openMember } from '../support/pages.ts';
import { writeQuestions } from '../support/past.ts';

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

it('says that a session could not be ended, and lets one try again', async () => {
  const token = await signIn(house, furnished.organizationId, 'Amina');
  const { page } = await openMember(house, browser, { token });
  await page.route('**/rpc/session.signOut', (route) => route.abort());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('alert').getByText('still on the same network').waitFor();
  expect((await lanPost(house, 'session.me', {}, token)).status).toBe(200);
  await page.unroute('**/rpc/session.signOut');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect((await lanPost(house, 'session.me', {}, token)).status).toBe(401);
});

it('shows one’s own questions, further back too, and to a member no costs of others', async () => {
  const { organizationId, people } = furnished;
  const questions = Array.from({ length: 33 }, (_, n) => `Question ${n}?`);
  await writeQuestions(house.home, organizationId, people[1] ?? 0, questions);
  const token = await signIn(house, organizationId, 'Layla');
  const { page } = await openMember(house, browser, { token });
  await page.getByRole('link', { name: 'My use' }).click();
  await page.getByText('Question 32?').waitFor();
  expect(await page.getByText('Question 1?', { exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Show earlier ones' }).click();
  await page.getByText('Question 1?', { exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'Costs' }).count()).toBe(0);
  await page.goto(`${house.served.ready.lan}/#/costs`);
  await page.getByRole('heading', { name: 'Hello, Layla Haddad' }).waitFor();
});
