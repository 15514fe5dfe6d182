import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { furnishedHouse } from '../support/owner-pages.ts';
import { openOwner } from '../support/pages.ts';
import { show } from '../support/screens.ts';

const here = furnishedHouse();

const openTab = async (page: Page, tab: string) => {
  await page.goto(`${here().house.owner.origin}/#/settings?tab=${tab}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
};

it('makes a sealed backup, checks it, lays it ready by name, takes that back and removes it', async () => {
  const { house, browser } = here();
  const { page, complaints } = await openOwner(house, browser);
  await openTab(page, 'backup');
  await page.getByText('No backups yet').waitFor();
  await page.getByRole('button', { name: 'Back up now' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch', { name: 'With the secrets' }).check();
  const make = dialog.getByRole('button', { name: 'Back up now' });
  await dialog.getByRole('textbox', { name: 'Passphrase' }).fill('short');
  await make.click();
  await dialog.getByText('At least 8 characters.').waitFor();
  await dialog.getByRole('textbox', { name: 'Passphrase' }).fill('a long passphrase');
  await make.click();
  await dialog.getByText('The two are not the same.').waitFor();
  await dialog.getByRole('textbox', { name: 'Once more' }).fill('a long passphrase');
  await make.click();
  await dialog.getByText('is good. Size:').waitFor();
  const name = (await dialog.locator('code').textContent()) ?? '';
  expect(name).toMatch(/^diwan-manual-.+\.tar\.gz$/);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('cell', { name: 'By hand' }).waitFor();

  const act = async (item: string) => {
    await page.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await act('Check');
  await dialog.getByRole('button', { name: 'Check it' }).click();
  await dialog.getByText('Its secrets are sealed').waitFor();
  await dialog.getByRole('textbox').fill('another passphrase');
  await dialog.getByRole('button', { name: 'Check it' }).click();
  await dialog.getByRole('alert').getByText('does not open this backup').waitFor();
  await dialog.getByRole('textbox').fill('a long passphrase');
  await dialog.getByRole('button', { name: 'Check it' }).click();
  await dialog.getByText('The passphrase opens its secrets.').waitFor();
  await page.keyboard.press('Escape');

  await act('Restore');
  const restore = dialog.getByRole('button', { name: 'Restore' });
  expect(await restore.isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Passphrase' }).fill('a long passphrase');
  await dialog.getByRole('textbox', { name: /^To confirm/ }).fill(name);
  await restore.click();
  await dialog.getByText('put in place when Diwan starts again').waitFor();
  // Nothing would start this one again, and it says so.
  await dialog.getByText('restart it by hand').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('A restore waits for the next start').waitFor();
  await page.getByRole('button', { name: 'Do not restore it' }).click();
  await page.getByText('A restore waits').waitFor({ state: 'detached' });

  await act('Remove');
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No backups yet').waitFor();

  await page.getByRole('textbox', { name: 'How many of them are kept' }).fill('0');
  await page.getByText('A whole number from 1 to 1,000').waitFor();
  await page.getByRole('textbox', { name: 'How many of them are kept' }).fill('3');
  await page.getByRole('textbox', { name: 'Hours between backups' }).fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  expect(await house.owner('settings.get')).toMatchObject({
    settings: { backups: { keep: 3, everyHours: null } },
  });
  expect(complaints).toEqual([]);
});

it.each(['ar', 'fa'] as const)(
  'keeps the name of a backup in its own order on a narrow page in %s',
  async (language) => {
    const { house, browser } = here();
    await house.owner('backup.make', { passphrase: null });
    const viewport = { width: 390, height: 844 };
    const { page } = await openOwner(house, browser, { language, viewport });
    const press = ['members.actionsOf', 'form.remove'];
    await show(page, { name: 'removing', place: 'settings?tab=backup', press }, language);
    const name = page.getByRole('dialog').locator('label bdi');
    expect(await name.textContent()).toMatch(/^diwan-manual-.+\.tar\.gz$/);
    expect(await name.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
    // Its time stands whole on a line of its own, below the beginning of the name.
    const time = name.locator('span');
    expect(await time.evaluate((element) => element.getClientRects().length)).toBe(1);
    const [begin, below] = [await name.boundingBox(), await time.boundingBox()];
    expect((below?.x ?? 0) - (begin?.x ?? 0)).toBeLessThan(10);
    expect((below?.y ?? 0) - (begin?.y ?? 0)).toBeGreaterThan(10);
  },
);

it('sets how mails begin and end, previews both directions, rules and names addresses', async () => {
  const { house, browser, organizationId } = here();
  const { page, complaints } = await openOwner(house, browser);
  await openTab(page, 'mail');
  const english = page.getByRole('group', { name: 'English' });
  const arabic = page.getByRole('group', { name: 'العربية' });
  await english.getByLabel('Greeting').fill('Dear colleague,');
  await arabic.getByLabel('Signature').fill('مع التحية، {organization}');
  const preview = english.getByRole('region', { name: /Preview/ });
  await preview.getByText('Dear colleague,').waitFor();
  const mirrored = arabic.getByRole('region', { name: /Preview/ });
  await mirrored.getByText('مع التحية، Nahr Trading').waitFor();
  expect(await mirrored.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');

  const domains = page.getByRole('combobox', { name: 'Allowed domains' });
  await domains.fill('not a domain');
  await domains.press('Enter');
  await page.getByText('No domain:').waitFor();
  for (let tag = 0; tag < 3; tag += 1) await domains.press('Backspace');
  await domains.fill('nahr.example');
  await domains.press('Enter');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  expect(await house.owner('mail.rules', {}, organizationId)).toMatchObject({
    greeting: { en: 'Dear colleague,', ar: null },
    signature: { ar: 'مع التحية، {organization}' },
    domains: ['nahr.example'],
  });

  await page.getByRole('textbox', { name: 'Name' }).fill('Accounts');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('accounts');
  await page.getByRole('button', { name: 'Keep the address' }).click();
  await page.getByText('This is no e-mail address.').waitFor();
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('accounts@nahr.example');
  await page.getByRole('button', { name: 'Keep the address' }).click();
  await page.getByRole('cell', { name: 'accounts@nahr.example' }).waitFor();
  await page.getByRole('button', { name: 'Remove “Accounts”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Nobody is in it yet').waitFor();
  expect(complaints).toEqual([]);
});

it('keeps kinds of activity for their own time, and offers only what has effect', async () => {
  const { house, browser } = here();
  const { page } = await openOwner(house, browser);
  await openTab(page, 'retention');
  await page.getByRole('switch', { name: 'Sign-in' }).check();
  await page.getByRole('textbox', { name: 'Sign-in: days' }).fill('90');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await page.getByText('Saved').waitFor();
  expect(await house.owner('settings.get')).toMatchObject({
    settings: { retention: { activityDaysByKind: { sign_in: 90 } } },
  });
  // What the program with a window of its own takes has no effect here.
  await openTab(page, 'general');
  await page.getByRole('textbox', { name: /^Port of this page/ }).waitFor();
  expect(await page.getByRole('textbox', { name: /^Address of new versions/ }).count()).toBe(0);
});

it('takes the digits of Persian and Arabic keyboards, and says «Saved» until something changes', async () => {
  const { house, browser } = here();
  const { page } = await openOwner(house, browser, { language: 'fa' });
  await openTab(page, 'limits');
  const rows = page.getByRole('textbox', { name: 'بیشینهٔ ردیف پاسخ' });
  await rows.fill('');
  await rows.pressSequentially('۲٥۰۰');
  expect(await rows.inputValue()).toBe('2,500');
  await page.getByRole('button', { name: 'ذخیره' }).first().click();
  await page.getByText('ذخیره شد').waitFor();
  expect(await house.owner('settings.get')).toMatchObject({
    settings: { queries: { maxRows: 2_500 } },
  });
  await rows.fill('0');
  await page.getByText('ذخیره شد').waitFor({ state: 'detached' });
  const bounds = page.getByText('عددی درست از');
  expect((await bounds.textContent())?.replaceAll(/[\u2066-\u2069]/g, '')).toContain(
    '۱ تا ۱۰۰٬۰۰۰',
  );
});

it('says that a language could not be kept', async () => {
  const { house, browser } = here();
  const { page } = await openOwner(house, browser);
  await page.route('**/rpc/settings.set', (route) => route.abort());
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: 'العربية' }).click();
  await page.getByRole('alert').getByText('لم يُحفظ للمرة القادمة').waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
});
