import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { furnishedHouse } from '../support/owner-pages.ts';
import { openOwner } from '../support/pages.ts';

const here = furnishedHouse();

/** Put aside and then confirmed: only then it is gone, and «Undo» brings it back. */
async function removeAndUndo(page: Page, shown: string, open: () => Promise<void>, typed?: string) {
  const dialog = page.getByRole('dialog');
  const place = page.getByRole('main').getByText(shown, { exact: true });
  await place.waitFor();
  await open();
  expect(await dialog.getByRole('heading').textContent()).toContain(shown);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await place.count()).toBe(1);
  await open();
  if (typed !== undefined) {
    expect(await dialog.getByRole('button', { name: 'Remove' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(typed);
  }
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await place.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await place.waitFor();
}

it('asks by name before it removes a term, an example, an address or a member, and can undo it', async () => {
  const { house, browser, organizationId } = here();
  const contact = { name: 'Accounts', address: 'accounts@nahr.example' };
  await house.owner('mail.keepContact', contact, organizationId);
  const { page, complaints } = await openOwner(house, browser);
  const go = (place: string) => page.goto(`${house.owner.origin}/#/${place}`);
  const press = (name: string | RegExp) => () => page.getByRole('button', { name }).first().click();

  await go('databases/1?tab=glossary');
  await removeAndUndo(page, 'big order', press('Remove “big order”'));
  await go('databases/1?tab=verified');
  await removeAndUndo(page, 'How many orders per region?', press('Remove'));
  await go('settings?tab=mail');
  await removeAndUndo(page, 'Accounts', press('Remove “Accounts”'));
  await go('members');
  const menu = async () => {
    await press('Actions for Layla Haddad')();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
  };
  await removeAndUndo(page, 'Layla Haddad', menu, 'Layla Haddad');
  expect(complaints).toEqual([]);
});
