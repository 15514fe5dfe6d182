import { expect, it } from 'vitest';
import { accessibilityFaults } from '../support/axe.ts';
import { furnishedHouse } from '../support/owner-pages.ts';
import { openOwner } from '../support/pages.ts';

const here = furnishedHouse();

it('keeps what is typed in one window while another saves, and saves nothing else', async () => {
  const { house, browser, organizationId } = here();
  const [one, other] = [await openOwner(house, browser), await openOwner(house, browser)];
  const rows = 'Rows an answer may have';
  const seconds = 'Seconds a query may take';
  for (const { page } of [one, other]) {
    await page.goto(`${house.owner.origin}/#/settings?tab=limits`);
    await page.getByRole('textbox', { name: rows }).waitFor();
  }
  const saveFirst = { name: 'Save' } as const;
  await other.page.getByRole('textbox', { name: seconds }).fill('45');
  await one.page.getByRole('textbox', { name: rows }).fill('2000');
  await one.page.getByRole('button', saveFirst).first().click();
  await one.page.getByText('Saved').waitFor();
  await expect
    .poll(() => other.page.getByRole('textbox', { name: rows }).inputValue())
    .toBe('2,000');
  expect(await other.page.getByRole('textbox', { name: seconds }).inputValue()).toBe('45');
  await other.page.getByRole('button', saveFirst).first().click();
  await other.page.getByText('Saved').waitFor();
  expect(await house.owner('settings.get')).toMatchObject({
    settings: { queries: { maxRows: 2_000, timeoutSeconds: 45 } },
  });

  // A channel, and the mails' words of another language.
  await other.page.goto(`${house.owner.origin}/#/channels/2?tab=edit`);
  const quota = other.page.getByRole('textbox', { name: 'Requests a day' });
  await quota.fill('77');
  const change = { title: 'Renamed elsewhere' };
  await house.owner('channels.change', { id: 2, change }, organizationId);
  await other.page.getByRole('heading', { name: 'Renamed elsewhere' }).waitFor();
  const title = other.page.getByRole('textbox', { name: 'Title' });
  expect(await title.inputValue()).toBe('Renamed elsewhere');
  await other.page.getByRole('button', saveFirst).click();
  await other.page.getByText('Saved').waitFor();
  await expect
    .poll(() => house.owner('channels.list'))
    .toMatchObject({
      channels: expect.arrayContaining([expect.objectContaining({ dailyQuota: 77, ...change })]),
    });

  await other.page.goto(`${house.owner.origin}/#/settings?tab=mail`);
  const arabic = other.page.getByRole('group', { name: 'العربية' });
  await arabic.getByLabel('Greeting').fill('تحية طيبة،');
  const rules = { greeting: { en: 'Dear all,' } };
  await house.owner('mail.setRules', rules, organizationId);
  const english = other.page.getByRole('group', { name: 'English' }).getByLabel('Greeting');
  await expect.poll(() => english.inputValue()).toBe('Dear all,');
  await other.page.getByRole('button', saveFirst).click();
  await other.page.getByText('Saved').waitFor();
  expect(await house.owner('mail.rules', {}, organizationId)).toMatchObject({
    greeting: { en: 'Dear all,', ar: 'تحية طيبة،' },
  });
  expect([...one.complaints, ...other.complaints]).toEqual([]);
});

it('asks what shall count where a field was changed here and elsewhere meanwhile', async () => {
  const { house, browser, organizationId } = here();
  const { page, complaints } = await openOwner(house, browser);
  const save = page.getByRole('button', { name: 'Save' }).first();
  const notice = page.getByRole('alert').filter({ hasText: 'Changed elsewhere meanwhile' });
  const elsewhere = (maxRows: number) =>
    house.owner('settings.set', { group: 'queries', change: { maxRows } });
  await page.goto(`${house.owner.origin}/#/settings?tab=limits`);
  const rows = page.getByRole('textbox', { name: 'Rows an answer may have' });
  await rows.fill('500');
  await elsewhere(700);
  await notice.getByText('Rows an answer may have: 700').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await rows.inputValue()).toBe('500');
  expect(await save.isDisabled()).toBe(true);
  await notice.getByRole('button', { name: 'Keep mine' }).click();
  await save.click();
  await page.getByText('Saved').waitFor();
  expect(await house.owner('settings.get')).toMatchObject({
    settings: { queries: { maxRows: 500 } },
  });

  await rows.fill('800');
  await elsewhere(900);
  await notice.getByRole('button', { name: 'Take what stands' }).click();
  await notice.waitFor({ state: 'detached' });
  expect(await rows.inputValue()).toBe('900');
  // What the other has saved as well is no matter of choice.
  await rows.fill('950');
  const change = { maxRows: 950, timeoutSeconds: 61 };
  await house.owner('settings.set', { group: 'queries', change });
  const seconds = page.getByRole('textbox', { name: 'Seconds a query may take' });
  await expect.poll(() => seconds.inputValue()).toBe('61');
  expect(await notice.count()).toBe(0);
  // Nor what was saved here, also where one types on before that is answered.
  const typedOn = Promise.withResolvers<void>();
  await page.route('**/rpc/settings.set', async (route) => {
    const response = await route.fetch();
    await typedOn.promise;
    await route.fulfill({ response });
  });
  await rows.fill('955');
  await save.click();
  await rows.fill('960');
  await house.owner('settings.set', { group: 'queries', change: { timeoutSeconds: 62 } });
  await expect.poll(() => seconds.inputValue()).toBe('62');
  typedOn.resolve();
  await page.getByText('Saved').waitFor();
  expect(await notice.count()).toBe(0);
  await save.click();
  await expect
    .poll(() => house.owner('settings.get'))
    .toMatchObject({ settings: { queries: { maxRows: 960 } } });

  // A dialog, over what is said of a table.
  const note = { table: 'orders', column: null, description: 'Everything sold' };
  await page.goto(`${house.owner.origin}/#/databases/1`);
  await page.getByRole('button', { name: 'Describe orders' }).click();
  const dialog = page.getByRole('dialog');
  const description = dialog.getByRole('textbox', { name: 'Description' });
  await description.fill('What was sold');
  await house.owner('notes.set', { databaseId: 1, note }, organizationId);
  await notice.getByText('Description: Everything sold').waitFor();
  expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await notice.getByRole('button', { name: 'Take what stands' }).click();
  expect(await description.inputValue()).toBe('Everything sold');
  expect(complaints).toEqual([]);
});

it('shows in each window what was done in another', async () => {
  const { house, browser, organizationId } = here();
  const { page, complaints } = await openOwner(house, browser);
  const act = (name: string, input: object) => house.owner(name, input, organizationId);
  await page.goto(`${house.owner.origin}/#/costs?tab=budgets`);
  await page.getByText('The whole organization').first().waitFor();
  await act('budgets.set', { scope: 'organization', period: 'day', amount: 3_210_000_000 });
  await page.getByText('$3.21').waitFor();
  await page.getByRole('tab', { name: 'Prices' }).click();
  await page.getByRole('textbox', { name: 'Search models' }).fill('house-model');
  await page.getByText('No such model').waitFor();
  const price = { input: 1_000_000_000, cachedInput: 0, output: 9_870_000_000 };
  await act('prices.set', { model: 'house-model', ...price });
  await page.getByRole('cell', { name: '$9.87' }).waitFor();
  await page.goto(`${house.owner.origin}/#/databases?tab=cases`);
  await page.getByText('Nobody is unhappy').waitFor();
  const boss = house.telegram.user(500, { name: 'Amina Saleh', languageCode: 'en' });
  boss.send('What were total sales by region?');
  await boss.sees(/North sold most\./);
  await boss.press('👎').answered();
  await boss.sees(/wrong|why/i);
  await boss.press(/^why:\d+:numbers/).answered();
  await page.getByRole('button', { name: 'Settled' }).waitFor();
  await act('cases.resolve', { id: 1 });
  await page.getByText('Nobody is unhappy').waitFor();
  expect(complaints).toEqual([]);
});

it('says of who was added by id that they were never seen, until they write', async () => {
  const { house, browser, organizationId } = here();
  const { page, complaints } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/members`);
  await house.owner('members.add', { telegramId: 960, name: 'Salma Nouri' }, organizationId);
  const row = page.getByRole('row').filter({ hasText: 'Salma Nouri' });
  await row.getByText('never', { exact: true }).waitFor();
  const salma = house.telegram.user(960, { name: 'Salma Nouri', languageCode: 'en' });
  salma.send('/start');
  await salma.sees(/./);
  await page.reload();
  await row.getByText(/^(now|\d+ seconds? ago)$/).waitFor();
  expect(complaints).toEqual([]);
});

it('reads long lists of invitations on to their first', async () => {
  const { house, browser, organizationId } = here();
  for (let n = 0; n < 55; n += 1)
    await house.owner('invitations.create', { uses: n + 2, hours: 1 }, organizationId);
  const { page } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/invitations`);
  await page.getByText('0 of 56').waitFor();
  expect(await page.getByText('0 of 4', { exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Show earlier ones' }).click();
  await page.getByText('0 of 4', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Show earlier ones' }).waitFor({ state: 'detached' });
});
