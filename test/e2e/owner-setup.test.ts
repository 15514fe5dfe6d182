import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type House, openHouse } from '../support/house.ts';
import { startOpenaiStandIn } from '../support/models/openai.ts';
import type { ModelStandIn } from '../support/models/script.ts';
import { openOwner } from '../support/pages.ts';
import { salesByRegion } from '../support/shop.ts';
import { sqlModel } from '../support/sql-model.ts';

let house: House;
let browser: Browser;
let ownServer: ModelStandIn;

beforeAll(async () => {
  const nothing = { TELEGRAM_BOT_TOKEN: null, GEMINI_API_KEY: null, GEMINI_BASE_URL: null };
  [house, browser, ownServer] = await Promise.all([
    openHouse(nothing),
    launchChromium(),
    startOpenaiStandIn(sqlModel(salesByRegion, 'North sold most, says our own server.')),
  ]);
});
afterAll(async () => {
  await browser.close();
  await house[Symbol.asyncDispose]();
  await ownServer.close();
});

const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name }).click();

it('leads who has nothing yet through every step, and says beside each field what is wrong', async () => {
  const { page, complaints } = await openOwner(house, browser);
  await page.getByRole('heading', { name: 'Set up Diwan' }).waitFor();

  // Without an organisation a database would be nobody's: it says so and leads there.
  for (const place of ['ask', 'databases', 'setup?step=database']) {
    await page.goto(`${house.owner.origin}/#/${place}`);
    const main = page.getByRole('main');
    await main.getByText('Make one first').waitFor();
    await main.getByRole('button', { name: 'New organization' }).click();
    await page.getByLabel('Name of the organization').waitFor();
  }
  await page.getByRole('button', { name: 'Create the organization' }).click();
  await page.getByText('Please fill this in.').waitFor();
  await page.getByLabel('Name of the organization').fill('Nahr Trading');
  await page.getByRole('button', { name: 'Create the organization' }).click();
  await page.getByText('Nahr Trading is ready.').waitFor();

  await step(page, 'Telegram bot');
  const token = page.getByRole('textbox', { name: 'Bot token' });
  await page.getByRole('button', { name: 'Check and start' }).click();
  await page.getByText('Please fill this in.').waitFor();
  await token.fill('123456:nonsense');
  await page.getByRole('button', { name: 'Check and start' }).click();
  await page.getByText('Telegram does not know this token').waitFor();
  await token.fill(house.telegram.token);
  await page.getByRole('button', { name: 'Check and start' }).click();
  await page.getByText(/^@\w+ is running/).waitFor();

  // Prices are told before there is a key.
  await step(page, 'Language model');
  await page
    .getByText(/\$[\d.]+ in, \$[\d.]+ out, per million tokens/)
    .first()
    .waitFor();
  const check = page.getByRole('button', { name: 'Check and keep' });
  await check.click();
  await page.getByText('Please fill this in.').waitFor();
  await page.getByText('OpenAI-compatible').click();
  const address = page.getByRole('textbox', { name: 'Address of the OpenAI-compatible provider' });
  await address.fill('our-server');
  await check.click();
  await page.getByText('It begins with https:// or http://').waitFor();
  // Where nobody listens, that is said, and nothing is kept.
  await address.fill('http://127.0.0.1:9/v1');
  await check.click();
  await page.getByRole('alert').getByText('cannot be reached').waitFor({ timeout: 30_000 });
  expect(await house.owner('settings.get')).toMatchObject({
    settings: { models: { openaiBaseUrl: null } },
  });
  await address.fill(ownServer.url);
  await check.click();
  await page.getByText(/Models it can use: \d+/).waitFor();
  for (const stage of ['Understanding', 'Explaining']) {
    await page.getByRole('combobox', { name: stage }).fill('our/model');
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();

  await step(page, 'Mail');
  await page.getByRole('textbox', { name: 'SMTP server' }).fill('mail.example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It looks like smtps://').waitFor();
  await page.getByText('This is no e-mail address.').waitFor();

  // A certificate that is not there keeps the view shut, and says why; the own one opens it again.
  await step(page, 'Web view for members');
  const certificate = page.getByRole('textbox', { name: 'Certificate' });
  await certificate.fill('/nowhere/own.pem');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('own.pem').waitFor();
  await certificate.fill('auto');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^([0-9A-F]{2}:){31}/).waitFor();

  await step(page, 'First database');
  await page.getByRole('button', { name: 'Take the sample company' }).click();
  await page.getByRole('heading', { name: 'Sample company' }).waitFor();
  expect(complaints).toEqual([]);
});

it('asks the model that was just set, without a restart', async () => {
  const organizations = await house.owner('organizations.list');
  const [{ id }] = organizations as [{ id: number }];
  await house.owner('databases.add', { name: 'Shop', connection: house.shop }, id);
  const { page } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/ask`);
  await page.getByRole('combobox', { name: 'Database' }).click();
  await page.getByRole('option', { name: 'Shop' }).click();
  await page.getByPlaceholder('Ask about your data…').fill('Sales by region?');
  await page.keyboard.press('Enter');
  await page.getByText('North sold most, says our own server.').waitFor();
});
