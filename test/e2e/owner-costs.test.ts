import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { accessibilityFaults } from '../support/axe.ts';
import { signIn } from '../support/furnish.ts';
import { furnishedHouse } from '../support/owner-pages.ts';
import { openMember, openOwner } from '../support/pages.ts';

const here = furnishedHouse();
const crowd = 450;
const today = new Date().toISOString().slice(0, 10);

/** More people than any page of a list; the later in the list, the dearer. */
beforeAll(() => {
  const { house, organizationId } = here();
  const manager = new BetterSqlite3(join(house.home, 'manager.sqlite'));
  const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)';
  manager
    .prepare(
      `INSERT INTO users (telegram_id, name, created_at, last_seen_at)
       ${numbers} SELECT 1000000 + i, 'Person ' || i, datetime('now'), datetime('now') FROM n`,
    )
    .run(crowd);
  manager
    .prepare(
      `INSERT INTO organization_members
       SELECT id, ?, 'member', '2026-01-01T00:00:00.000Z' FROM users WHERE telegram_id > 1000000`,
    )
    .run(organizationId);
  const first = Number(
    manager.prepare('SELECT min(id) FROM users WHERE telegram_id > 1000000').pluck().get(),
  );
  manager.close();
  const costs = new BetterSqlite3(join(house.home, 'costs.sqlite'));
  costs
    .prepare(
      `INSERT INTO org_user_usage
       ${numbers} SELECT ?, ?, ? + i - 1, 1, 10, 0, 5, 0, i * 1000000, 0, 0 FROM n`,
    )
    .run(crowd, organizationId, today, first);
  writeFebruary(costs, organizationId, first);
  costs.close();
});

/** Of 2024: twelve people on its first and its last day, and much on the days around it. */
function writeFebruary(costs: BetterSqlite3.Database, organizationId: number, first: number): void {
  const add = costs.prepare(
    'INSERT INTO org_user_usage VALUES (?, ?, ?, 1, 10, 0, 5, 0, ? * 1000000, 0, 0)',
  );
  for (let n = 0; n < 12; n += 1)
    for (const day of ['2024-02-01', '2024-02-29']) add.run(organizationId, day, first + n, n + 1);
  for (const day of ['2024-01-31', '2024-03-01']) add.run(organizationId, day, first + 12, 9_000);
  costs.exec(
    `INSERT INTO org_stages_usage
     SELECT organization_id, day, 'summary', sum(calls), sum(input), 0, sum(output), 0, sum(cost),
       0, 0 FROM org_user_usage WHERE day < '2025' GROUP BY 1, 2`,
  );
}

const Ranking = z.object({
  total: z.number(),
  people: z.array(z.object({ name: z.string(), cost: z.number() })),
});

it('ranks everybody in pages, and those of a name', async () => {
  const { house, organizationId } = here();
  const period = { from: today, to: today };
  const ask = async (part: object) =>
    Ranking.parse(await house.owner('costs.people', { period, ...part }, organizationId));
  const page = await ask({ offset: 100, limit: 2 });
  expect(page.people.map(({ name }) => name)).toEqual(['Person 350', 'Person 349']);
  const found = await ask({ search: 'person 44' });
  expect(found.people.map(({ name }) => name).slice(0, 3)).toEqual([
    'Person 449',
    'Person 448',
    'Person 447',
  ]);
  expect(found.total).toBe(11);
  expect(await ask({ search: 'nobody of that name' })).toEqual({ total: 0, people: [] });
});

it.each(['the window', 'the web view'])(
  'lists everybody who spent something in %s',
  async (door) => {
    const { house, browser, organizationId } = here();
    const { page, complaints } =
      door === 'the window'
        ? await openOwner(house, browser)
        : await openMember(house, browser, { token: await signIn(house, organizationId, 'Amina') });
    await page.getByRole('link', { name: 'Costs' }).click();
    await page.getByRole('button', { name: /^Show all 45\d$/ }).click();
    const list = page.getByRole('table', { name: 'By person' });
    await list.getByText('Person 450', { exact: true }).waitFor();
    const search = page.getByRole('textbox', { name: 'Search by name' });
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    // To where nothing has been read yet, and the list stays there.
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await list.getByText('Person 225', { exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Search by name' }).fill('Person 17');
    await list.getByText('Person 179', { exact: true }).waitFor();
    expect(await list.getAttribute('aria-rowcount')).toBe('11');
    await page.getByRole('textbox', { name: 'Search by name' }).fill('xyz');
    await page.getByText('Nobody of that name').waitFor();
    expect(complaints).toEqual([]);
  },
);

it('shows any days, both ends with them, and tells which cannot be', async () => {
  const { house, browser } = here();
  const { page, complaints } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/costs`);
  await page.getByRole('combobox', { name: 'Period' }).click();
  await page.getByRole('option', { name: 'From – to' }).click();
  const [from, to] = [page.getByLabel('From (UTC)'), page.getByLabel('To (UTC)')];
  expect(await to.inputValue()).toBe(today);
  await from.fill('2024-02-01');
  await to.fill('2024-02-29');
  await page.getByText('$0.16', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Show all 12' }).click();
  const list = page.getByRole('table', { name: 'By person' });
  await list.getByText('$0.024').waitFor();
  expect(await list.getByText('Person 13', { exact: true }).count()).toBe(0);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await page.getByRole('menuitem', { name: 'By day' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('costs-days-2024-02-01-2024-02-29.csv');
  const text = readFileSync(await file.path(), 'utf8').replace('\uFEFF', '');
  expect(text.split('\r\n')).toEqual([
    'day,calls,cost_usd',
    '2024-02-01,12,0.078',
    '2024-02-29,12,0.078',
    '',
  ]);

  // What cannot be is told beside its field, and what was shown stays.
  await from.fill('2024-03-02');
  await page.getByText('Ends before it begins.').waitFor();
  await from.fill('2024-01-31');
  await page.getByText('$9.16', { exact: true }).first().waitFor();
  await to.fill('2999-01-01');
  await page.getByText('That day has not come yet (UTC).').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.getByText('$9.16', { exact: true }).count()).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

it('keeps the place in a long list of members while its rows are read', async () => {
  const { house, browser } = here();
  const { page } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/members`);
  const list = page.getByRole('table', { name: 'Members' });
  await list.getByText('Person 1', { exact: true }).waitFor();
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await list.getByText('Amina Saleh').waitFor();
  expect(await list.evaluate((element) => element.scrollTop)).toBeGreaterThan(1_000);
});

it('takes no price that was not entered', async () => {
  const { house, browser } = here();
  const { page } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/costs?tab=prices`);
  await page.getByRole('button', { name: 'Add a price' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Model' }).fill('our/model');
  await dialog.getByRole('textbox', { name: 'Input', exact: true }).fill('0.075');
  await dialog.getByRole('textbox', { name: 'Cached input' }).fill('0');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('An amount from 0 to 1,000,000 dollars.').waitFor();
  await dialog.getByRole('textbox', { name: 'Output' }).fill('0.3');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const row = page.getByRole('row').filter({ hasText: 'our/model' });
  await row.getByText('$0.075').waitFor();
});

it('takes an own price back, and puts it back for who presses «Undo»', async () => {
  const { house, browser } = here();
  const model = 'gemini-2.5-pro';
  const own = { model, input: 4_000_000_000, cachedInput: 0, output: 44_000_000_000 };
  await house.owner('prices.set', own);
  const { page, complaints } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/costs?tab=prices`);
  await page.getByRole('textbox', { name: 'Search models' }).fill(model);
  const row = page.getByRole('row').filter({ has: page.getByText(model, { exact: true }) });
  await row.getByText('$44.00').waitFor();
  const takeBack = page.getByRole('button', { name: `Take back your price of ${model}` });
  const dialog = page.getByRole('dialog', { name: 'Take back your price?' });
  await takeBack.click();
  await dialog.getByText('$1.25 for input, $10.00 for output').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row.getByText('$44.00').waitFor();
  await takeBack.click();
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await row.getByText('$10.00').waitFor();
  expect(await takeBack.count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await row.getByText('$44.00').waitFor();

  // One that nothing ships a price for: it is gone, and it was told what that means.
  await house.owner('prices.set', { ...own, model: 'house/own-model' });
  await page.getByRole('textbox', { name: 'Search models' }).fill('house/own');
  await page.getByRole('button', { name: 'Take back your price of house/own-model' }).click();
  await dialog.getByText('Diwan brings no price for this name.').waitFor();
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await page.getByText('No such model').waitFor();
  expect(complaints).toEqual([]);
});

it('finds any member for a budget by typing, and asks before one is removed', async () => {
  const { house, browser } = here();
  const { page, complaints } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/costs?tab=budgets`);
  const whose = page.getByRole('combobox', { name: 'Whose' });
  await whose.fill('Person 433');
  await page.getByRole('option', { name: 'Person 433' }).click();
  await page.getByRole('textbox', { name: 'Amount in dollars' }).fill('7');
  await page.getByRole('button', { name: 'Save' }).click();
  const own = page.getByRole('listitem').filter({ hasText: 'Person 433' });
  await own.getByText('$7.00').waitFor();
  expect(await whose.inputValue()).toBe('Person 433');
  // Opened again, it offers others too.
  await whose.click();
  await page.getByRole('option', { name: 'The whole organization' }).waitFor();
  await page.keyboard.press('Escape');

  const dialog = page.getByRole('dialog', { name: 'Remove this budget?' });
  await own.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await own.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await own.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await own.getByText('$7.00').waitFor();
  expect(complaints).toEqual([]);
});
