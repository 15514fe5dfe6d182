import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accessibilityFaults } from '../support/axe.ts';
import { furnishedHouse } from '../support/owner-pages.ts';
import { openOwner } from '../support/pages.ts';

const here = furnishedHouse();

const log = (page: Page) => page.getByRole('table', { name: 'Activity' });
const textOf = async (page: Page, format: 'CSV' | 'JSON'): Promise<string> => {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: format }).click();
  return (await (await (await saved).createReadStream()).toArray()).join('');
};

it('finds, tells all of an entry, saves what it found and follows what happens', async () => {
  const { house, browser, organizationId } = here();
  const { page, complaints } = await openOwner(house, browser);
  await page.getByRole('link', { name: 'Activity' }).click();
  await log(page).getByRole('button', { name: 'A question was answered' }).first().waitFor();

  await page.getByRole('textbox', { name: 'Search' }).fill('bi-report');
  await log(page).getByRole('button', { name: 'A channel was made' }).waitFor();
  await page.getByText('Entries: 1', { exact: true }).waitFor();
  expect(await textOf(page, 'CSV')).toContain('channel.created');
  expect(JSON.parse(await textOf(page, 'JSON'))).toHaveLength(1);
  await log(page).getByRole('button', { name: 'A channel was made' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('"channelName": "bi-report"').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear the filter' }).click();

  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Query' }).click();
  await page.keyboard.press('Escape');
  await log(page).getByRole('button', { name: 'A query was run' }).first().waitFor();
  await page.getByRole('combobox', { name: 'Who' }).click();
  await page.getByRole('option', { name: 'Amina Saleh' }).click();
  await page.getByText('Entries: 2', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Outcome' }).click();
  await page.getByRole('option', { name: 'Failed' }).click();
  await page.getByText('Nothing found').waitFor();
  await page.getByRole('button', { name: 'Clear the filter' }).click();

  // What happens now stands on top without reloading.
  await log(page).getByRole('row').nth(1).waitFor();
  await house.owner('channels.create', { channelId: 'live', title: 'Live' }, organizationId);
  const newest = log(page).getByRole('row').nth(2);
  await expect.poll(() => newest.textContent()).toContain('Channel 5');

  await log(page).getByRole('button', { name: 'Make a channel' }).first().waitFor();
  await page.getByRole('tab', { name: 'Questions' }).click();
  await page.getByText('What were total sales by region?').first().waitFor();
  expect(complaints).toEqual([]);
});

it('says whether the chain is whole, and which entry was changed', async () => {
  const { house, browser } = here();
  const { page, complaints } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/activity`);
  const verify = page.getByRole('button', { name: 'Verify the chain' });
  await verify.click();
  await page.getByText(/The chain is whole: all \d+ entries/).waitFor();
  await page.getByText('signed by this machine’s key').waitFor();

  const store = new BetterSqlite3(join(house.home, 'manager.sqlite'));
  store.exec('DROP TRIGGER activity_not_changed');
  store.exec("UPDATE activity SET action = 'never' WHERE id = 3");
  store.close();
  await verify.click();
  await page.getByRole('alert').getByText('Entry 3 was changed').waitFor();
  expect(complaints).toEqual([]);
});

it('scrolls a hundred thousand entries, fetching those in view alone', async () => {
  const { house, browser, organizationId } = here();
  const store = new BetterSqlite3(join(house.home, 'manager.sqlite'));
  const last = Number(store.prepare('SELECT max(id) FROM activity').pluck().get());
  store.exec('DROP TRIGGER IF EXISTS activity_in_order');
  store.exec(`INSERT INTO activity
    (id, kind, at, action, outcome, organization_id, details, content_hash, hash)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    SELECT ${last} + i, 'system', '2026-01-01T00:00:00.000Z', 'filler-' || i, 'ok',
      ${organizationId}, '{}', 'x', 'x' FROM n`);
  store.close();
  const { page, complaints } = await openOwner(house, browser);
  let calls = 0;
  page.on('request', (request) => (calls += Number(request.url().endsWith('activity.search'))));
  await page.goto(`${house.owner.origin}/#/activity`);
  await page.getByText('filler-100000', { exact: true }).waitFor();
  const rows = log(page).getByRole('row');
  for (const at of [0.25, 0.5, 1]) {
    await log(page).evaluate((list, share) => list.scrollTo(0, list.scrollHeight * share), at);
    await expect.poll(() => log(page).locator('[role=row] button').count()).toBeGreaterThan(5);
    expect(await rows.count()).toBeLessThan(60);
  }
  // The oldest stands at the end: the one that was changed above.
  await log(page).getByRole('button', { name: 'never' }).waitFor();
  expect(calls).toBeLessThan(20);
  expect(await accessibilityFaults(page)).toEqual([]);
  // Saved whole, and as it was when saving began.
  expect(JSON.parse(await textOf(page, 'JSON')).length).toBeGreaterThan(100_000);
  expect(complaints).toEqual([]);
});

it('keeps names, databases and times in the order of a page that runs from right to left', async () => {
  const { house, browser } = here();
  const { page } = await openOwner(house, browser, { language: 'fa' });
  await page.goto(`${house.owner.origin}/#/activity?tab=questions`);
  const facts = page.locator('main li').first().locator('bdi');
  await facts.first().waitFor();
  // The question stands above; then who, of what, when.
  const places = await facts.evaluateAll((all) =>
    all.slice(1).map((one) => one.getBoundingClientRect().left),
  );
  expect(places.length).toBe(3);
  expect(places).toEqual([...places].sort((a, b) => b - a));
});
