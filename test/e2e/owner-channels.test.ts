import { Agent, fetch as undiciFetch } from 'undici';
import { expect, it } from 'vitest';
import { furnishedHouse } from '../support/owner-pages.ts';
import { openOwner } from '../support/pages.ts';

const here = furnishedHouse();

/** A program at the door, trusting the appliance's own certificate alone. */
async function program(url: string, key: string, certificate: string): Promise<number> {
  const dispatcher = new Agent({ connect: { ca: certificate }, keepAliveTimeout: 10 });
  const response = await undiciFetch(`${url}/chat`, {
    dispatcher,
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ user_id: '42', text: 'What were total sales by region?' }),
  });
  await response.text();
  await dispatcher.close();
  return response.status;
}

it('makes a channel, asks by its key and by hand, changes, rotates, revokes and shuts it', async () => {
  const { house, browser, organizationId } = here();
  const { page, complaints } = await openOwner(house, browser);
  await page.getByRole('link', { name: 'Channels', exact: true }).click();
  await page.getByRole('link', { name: /Help on the website/ }).waitFor();
  const url = (await page.locator('code').first().textContent()) ?? '';
  expect(url).toMatch(/^https:\/\/.+\/v1$/);

  // What is wrong is said beside its field; what is taken too.
  await page.getByRole('button', { name: 'New channel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create the channel' }).click();
  await dialog.getByText('Please fill this in.').waitFor();
  await dialog.getByText('without spaces').waitFor();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Shop window');
  await dialog.getByRole('textbox', { name: 'Channel id' }).fill('website');
  await dialog.getByRole('button', { name: 'Create the channel' }).click();
  await dialog.getByText('already something of that name').waitFor();
  await dialog.getByRole('textbox', { name: 'Channel id' }).fill('shop-window');
  await dialog.getByRole('combobox', { name: 'Databases' }).click();
  await page.getByRole('option', { name: 'Shop' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Create the channel' }).click();
  await dialog.getByText('shown this once').waitFor();
  const key = (await dialog.locator('code').textContent()) ?? '';
  expect(key).toMatch(/^ark_[0-9a-f]{40}$/);
  await dialog.getByRole('button', { name: 'Done' }).click();

  // The example names the address, and a program with the saved certificate comes in by the key.
  await page.getByText(`${url}/chat`).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the certificate' }).first().click();
  const file = await (await saved).createReadStream();
  const certificate = (await file.toArray()).join('');
  expect(await program(url, key, certificate)).toBe(200);

  // By hand: the answer with its model, tokens and cost.
  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.getByRole('textbox').fill('Sales by region?');
  await page.keyboard.press('Enter');
  await page.getByText('North sold most.').waitFor();
  await page.getByText(/Tokens: [\d,]+ in, \d+ out/).waitFor();

  // A quota that is no number of requests is refused beside its field; a good one is kept.
  await page.getByRole('tab', { name: 'Edit' }).click();
  const daily = page.getByRole('textbox', { name: 'Requests a day' });
  await daily.fill('2000000000');
  await page.getByText('A whole number from 0 to 1,000,000,000').waitFor();
  await daily.fill('2');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  expect(await program(url, key, certificate)).toBe(429);
  await page.getByRole('tab', { name: 'Use' }).click();
  await page.getByText('2 of 2').waitFor();
  await page.getByRole('img', { name: 'Requests by day' }).waitFor();

  // Rotated with an overlap, the first key is good until it is revoked.
  await page.getByRole('tab', { name: 'Keys' }).click();
  await page.getByRole('button', { name: 'Rotate the key' }).click();
  await dialog.getByRole('button', { name: 'Rotate the key' }).click();
  const next = (await dialog.locator('code').textContent()) ?? '';
  expect(next).not.toBe(key);
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(await program(url, key, certificate)).toBe(429);
  const first = key.slice(0, 8);
  await page.getByRole('button', { name: `Revoke ${first}` }).click();
  expect(await dialog.getByRole('button', { name: 'Revoke' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill(first);
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('Revoked').waitFor();
  expect(await program(url, key, certificate)).toBe(403);

  await page.getByRole('button', { name: 'Deactivate' }).click();
  await dialog.getByRole('textbox').fill('shop-window');
  await dialog.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('button', { name: 'Activate', exact: true }).waitFor();
  expect(await program(url, next, certificate)).toBe(403);

  // What another door changes shows without reloading.
  await page.getByRole('link', { name: 'Channels', exact: true }).click();
  const made = { channelId: 'from-elsewhere', title: 'From elsewhere' };
  await house.owner('channels.create', made, organizationId);
  await page.getByRole('link', { name: /From elsewhere/ }).waitFor();
  expect(complaints).toEqual([]);
});

it('says that a channel could not be activated, and that a key cannot end before it is issued', async () => {
  const { house, browser, organizationId } = here();
  await house.owner('channels.change', { id: 2, change: { isActive: false } }, organizationId);
  const { page } = await openOwner(house, browser);
  await page.goto(`${house.owner.origin}/#/channels/2?tab=keys`);
  const body = JSON.stringify({ code: 'internal', message: 'It broke.', params: {} });
  await page.route('**/rpc/channels.change', (route) => route.fulfill({ status: 500, body }));
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await page.getByRole('alert').getByText('It broke.').waitFor();
  await page.unroute('**/rpc/channels.change');
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await page.getByRole('button', { name: 'Deactivate' }).waitFor();
  await page.getByRole('button', { name: 'Rotate the key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Good until (optional)').fill('2020-01-31');
  await dialog.getByText('That day is over.').waitFor();
  await dialog.getByRole('button', { name: 'Rotate the key' }).click();
  expect(await dialog.locator('code').count()).toBe(0);
  await dialog.getByLabel('Good until (optional)').fill('2099-01-31');
  await dialog.getByRole('button', { name: 'Rotate the key' }).click();
  await dialog.locator('code').waitFor();
});

it('sets the bot’s own channel: a pace, quotas, on and off, and nothing that has no effect', async () => {
  const { house, browser } = here();
  const { page, complaints } = await openOwner(house, browser);
  await page.getByRole('link', { name: 'Channels', exact: true }).click();
  await page.getByRole('link', { name: /telegram/ }).click();
  await page
    .getByText(/\d, no limit/)
    .first()
    .waitFor();
  await page.getByRole('tab', { name: 'Edit' }).click();
  const fields = page.getByRole('tabpanel').getByRole('textbox');
  expect(await fields.count()).toBe(4);
  await page.getByRole('textbox', { name: 'Requests a day' }).fill('0');
  await page.getByRole('textbox', { name: 'Requests a minute, of one user' }).fill('0');
  await page.getByText('A whole number from 1 to 1,000,000').waitFor();
  await page.getByRole('textbox', { name: 'Requests a minute, of one user' }).fill('30');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  const boss = house.telegram.user(500, { name: 'Amina Saleh', languageCode: 'en' });
  boss.send('What were total sales by region?');
  await boss.sees(/The quota is used up/);

  await page.getByRole('button', { name: 'Deactivate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('tells whoever asks that it is paused').waitFor();
  await dialog.getByRole('textbox').fill('telegram');
  await dialog.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('button', { name: 'Activate', exact: true }).waitFor();
  boss.send('What were total sales by region?');
  await boss.sees(/The bot is paused/);
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await page.getByRole('textbox', { name: 'Requests a day' }).fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  expect(complaints).toEqual([]);
});
