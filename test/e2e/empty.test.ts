import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { signIn } from '../support/furnish.ts';
import { type House, openHouse } from '../support/house.ts';
import { openMember, openOwner } from '../support/pages.ts';
import { show } from '../support/screens.ts';

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await house[Symbol.asyncDispose]();
});

/** Where, what it says there, and what can be pressed to go on. */
type Expected = readonly (readonly [place: string, says: string, offers: string])[];

const makeOne = ['No organization yet', 'New organization'] as const;
const withoutOrganization: Expected = [
  ['overview', ...makeOne],
  ['ask', ...makeOne],
  ['members', ...makeOne],
  ['invitations', ...makeOne],
  ['databases', ...makeOne],
  ['databases?tab=cases', ...makeOne],
  ['costs', ...makeOne],
  ['costs?tab=budgets', ...makeOne],
  ['costs?tab=prices', ...makeOne],
  ['channels', 'No channels yet', 'New channel'],
  ['activity', 'Diwan started', 'Verify the chain'],
  ['activity?tab=questions', ...makeOne],
  ['settings', 'Language and appearance', 'Save'],
  ['settings?tab=organization', 'New organization', 'Create the organization'],
  ['settings?tab=mail', ...makeOne],
  ['settings?tab=backup', 'No backups yet', 'Back up now'],
  ['setup?step=organization', 'Members, databases and costs', 'Skip for now, to: Telegram bot'],
  ['setup?step=bot', 'People ask through it.', 'Next: Language model'],
  ['setup?step=model', 'It turns questions into queries', 'Next: First database'],
  ['setup?step=database', ...makeOne],
  ['setup?step=mail', 'Answers can be sent by mail', 'Skip for now, to: Web view for members'],
  ['setup?step=lan', 'Only this machine can open it yet', 'Go to the overview'],
];

const withoutAnything: Expected = [
  ['overview', 'No questions yet', 'Ask a question'],
  ['ask', 'There is no database to ask yet', 'Add a database'],
  ['members', 'Nobody is here yet', 'Invite people'],
  ['invitations', 'No invitations yet', 'New invitation'],
  ['databases', 'No databases yet', 'Take the sample company'],
  ['databases?tab=cases', 'Nobody is unhappy', 'Add a database'],
  ['costs', 'Nothing was spent in this time', 'Budgets'],
  ['costs?tab=budgets', 'No budget yet', 'Save'],
  ['costs?tab=prices', 'Dollars per million tokens', 'Add a price'],
  ['channels', 'No channels yet', 'New channel'],
  ['activity', 'An organization was created', 'Verify the chain'],
  ['activity?tab=questions', 'No questions yet', 'Everything'],
  ['settings?tab=organization', 'Name of the organization', 'Create the organization'],
  ['settings?tab=mail', 'Nobody is in it yet', 'Keep the address'],
  ['setup?step=database', 'No databases yet', 'Take the sample company'],
];

const withoutUse = (database: string): Expected => [
  ['ask', 'What would you like to know?', 'Top 5 customers by revenue'],
  [`${database}?tab=schema`, 'Tables:', 'Read the schema again'],
  [`${database}?tab=grants`, 'opened for reading only', 'Check again'],
  [`${database}?tab=glossary`, 'No terms yet', 'Add'],
  [`${database}?tab=verified`, 'None yet', 'Add an example'],
  ['channels/2', 'Not used in this period', 'Examples'],
  ['channels/2?tab=keys', 'One is active at a time', 'Rotate the key'],
  ['channels/2?tab=try', 'Asks as a program would', 'Send'],
];

const ofMember: Expected = [
  ['overview', 'No questions yet', 'My use'],
  ['members', 'Huda Nasser', 'Search by name'],
  ['databases', 'The owner of your organization has not added one yet', 'Databases'],
  ['usage', 'Nothing was spent in this time', 'Period'],
];

async function sweep(page: Page, expected: Expected): Promise<void> {
  const failures: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`);
  });
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const [place, says, offers] of expected) {
    await show(page, { name: place, place }, 'en');
    await page.locator('main').getByText(says).first().waitFor();
    const on = { name: offers, exact: true };
    const control = page
      .getByRole('button', on)
      .or(page.getByRole('link', on))
      .or(page.getByRole('tab', on))
      .or(page.getByRole('textbox', on))
      .or(page.getByRole('combobox', on));
    expect([place, offers, await control.first().isEnabled()]).toEqual([place, offers, true]);
    expect([place, await page.getByRole('alert').count()]).toEqual([place, 0]);
  }
  expect(failures).toEqual([]);
}

describe('a house without anything says so on every screen, and leads on', () => {
  it('without an organization, as far as the first one', async () => {
    const { page, complaints } = await openOwner(house, browser);
    await sweep(page, withoutOrganization);
    await show(page, { name: 'members', place: 'members' }, 'en');
    await page.getByRole('button', { name: 'New organization', exact: true }).click();
    await page.getByRole('textbox', { name: 'Name of the organization' }).fill('Nile Traders');
    await page.getByRole('button', { name: 'Create the organization' }).click();
    await page.getByText('Nile Traders is ready.').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('without members, databases or questions, as far as the sample company', async () => {
    const { page, complaints } = await openOwner(house, browser);
    await sweep(page, withoutAnything);
    await show(page, { name: 'ask', place: 'ask' }, 'en');
    await page.getByRole('button', { name: 'Take the sample company' }).click();
    await page.waitForURL(/#\/databases\/\d+$/);
    const database = new URL(page.url()).hash.slice(2);
    await house.owner('channels.create', { channelId: 'website', title: 'Website' }, 1);
    await sweep(page, withoutUse(database));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('and to a member who came too early', async () => {
    const boss = house.telegram.user(700, { name: 'Huda Nasser', languageCode: 'en' });
    boss.send('/start');
    await boss.sees(/Huda/);
    await house.owner('organizations.create', { name: 'Aswan Mills', ownerTelegramId: 700 });
    const token = await signIn(house, 2, '');
    const { page, complaints } = await openMember(house, browser, { token });
    await sweep(page, ofMember);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
