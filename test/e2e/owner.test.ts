import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type House, openHouse } from '../support/house.ts';
import { walkOrganization } from '../support/organization-walk.ts';
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

/** Longer than the page waits for a word of the appliance. */
const patienceMs = 15_000;

/** The appliance says nothing any more, until this is disposed. */
function silenced(): Disposable {
  house.served.process.kill('SIGSTOP');
  return { [Symbol.dispose]: () => void house.served.process.kill('SIGCONT') };
}

it('leads from nothing to a member who joins, looks in, and is removed', async () => {
  const { page, complaints } = await openOwner(house, browser);
  const openLan = () => openMember(house, browser);
  const view = await walkOrganization({ ...house, page, openLan });
  expect([...complaints, ...view.complaints]).toEqual([]);
});

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
});

it('says that the line is lost, and comes back by itself', async () => {
  const { page } = await openOwner(house, browser, { clock: true });
  await page.getByRole('heading', { level: 1 }).waitFor();
  {
    using _ = silenced();
    await page.clock.fastForward(patienceMs);
    await page.getByText('The connection is lost').waitFor();
  }
  await page.getByText('The connection is lost').waitFor({ state: 'detached' });
});

it('asks for a new link where the appliance no longer knows the page', async () => {
  const { page } = await openOwner(house, browser, { clock: true });
  await page.getByRole('heading', { level: 1 }).waitFor();
  const body = JSON.stringify({ code: 'session_expired', message: 'over', params: {} });
  await page.route('**/rpc/**', (route) => route.fulfill({ status: 401, body }));
  // The line that is open ends, as with the appliance it was opened to.
  using _ = silenced();
  await page.clock.fastForward(patienceMs);
  await page.getByText('This page needs a new link').waitFor();
});

it('shows the first tab where the address names one that is not', async () => {
  const { page } = await openOwner(house, browser);
  for (const place of ['settings', 'activity', 'databases']) {
    await page.goto(`${house.owner.origin}/#/${place}?tab=nonsense`);
    await page.getByRole('tab', { selected: true }).first().waitFor();
    await page.getByRole('tabpanel').first().waitFor();
  }
});

it('begins each screen at its top, however far the one before was read', async () => {
  const { page } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/costs?tab=prices`);
  await page
    .getByRole('button', { name: /^Edit the price of/ })
    .last()
    .scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await page.goto(`${house.owner.origin}/#/settings?tab=limits`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

it('takes as a right answer only what runs, and as a member only who is free', async () => {
  const { page } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/databases`);
  await page.getByRole('link', { name: /Shop/ }).first().click();
  await page.getByRole('tab', { name: 'Right answers' }).click();
  await page.getByRole('button', { name: 'Add an example' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Question' }).fill('How many orders?');
  const add = dialog.getByRole('button', { name: 'Add', exact: true });
  for (const [sql, said] of [
    ['DELETE FROM orders', 'stopped by the safety check'],
    ['SELECT nothing FROM orders', 'nothing'],
  ] as const) {
    await dialog.getByRole('textbox', { name: 'SQL' }).fill(sql);
    await add.click();
    await dialog.getByRole('alert').getByText(said).waitFor();
  }
  await dialog.getByRole('textbox', { name: 'SQL' }).fill('SELECT COUNT(*) FROM orders');
  await add.click();
  await page.getByText('How many orders?').waitFor();

  await page.goto(`${house.owner.origin}/#/members`);
  for (const said of [null, 'This person already belongs to an organization']) {
    await page.getByRole('button', { name: 'Add a member' }).click();
    await dialog.getByRole('textbox', { name: 'Telegram id' }).fill('777');
    await dialog.getByRole('button', { name: 'Add a member' }).click();
    if (said) await dialog.getByRole('alert').getByText(said).waitFor();
    else await dialog.waitFor({ state: 'detached' });
  }
});

it('adds a database for everybody where that is chosen, and for the organization where not', async () => {
  const { page, complaints } = await openOwner(house, browser);
  const dialog = page.getByRole('dialog');
  for (const [name, shared] of [
    ['For us', false],
    ['For all', true],
  ] as const) {
    await page.goto(`${house.owner.origin}/#/databases?add=1`);
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByText('Connection string', { exact: true }).click();
    await dialog.getByPlaceholder(/^postgres:/).fill(house.shop);
    if (shared) await dialog.getByRole('switch').check();
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  }
  await page.goto(`${house.owner.origin}/#/databases`);
  const card = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await card('For all').getByText('Shared', { exact: true }).waitFor();
  expect(await card('For us').getByText('Shared', { exact: true }).count()).toBe(0);
  // Somebody of no organization is offered that one alone.
  const stranger = house.telegram.user(980, { name: 'Dana Aziz', languageCode: 'en' });
  stranger.send('/dbs');
  const { text } = await stranger.sees(/For all/);
  expect(text).not.toContain('For us');
  expect(complaints).toEqual([]);
});

it('says that a table could not be hidden', async () => {
  const { page } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/databases`);
  await page.getByRole('link', { name: /Shop/ }).first().click();
  const body = JSON.stringify({ code: 'internal', message: 'It broke.', params: {} });
  await page.route('**/rpc/notes.set', (route) => route.fulfill({ status: 500, body }));
  await page.getByRole('button', { name: 'Hide orders' }).click();
  await page.getByRole('alert').getByText('It broke.').waitFor();
});
