import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { accessibilityFaults } from './axe.ts';
import { launchChromium } from './chromium.ts';
import { furnish } from './furnish.ts';
import { type House, openHouse } from './house.ts';
import { type Opened, openOwner } from './pages.ts';

interface Here {
  house: House;
  browser: Browser;
  organizationId: number;
}

/** A furnished house and a browser for all tests of a file. */
export function furnishedHouse(): () => Here {
  let here: Here | null = null;
  beforeAll(async () => {
    const [house, browser] = await Promise.all([openHouse(), launchChromium()]);
    const { organizationId } = await furnish(house);
    here = { house, browser, organizationId };
  });
  afterAll(async () => {
    await here?.browser.close();
    await here?.house[Symbol.asyncDispose]();
  });
  return () => {
    if (!here) throw new Error('the house is not open yet');
    return here;
  };
}

/** Looks that differ in all that may go wrong with a layout. */
export const twoLooks = [
  ['en', 'light'],
  ['ar', 'dark'],
] as const;

/** Each of the owner's places is clean to axe and fits a phone, and nothing complains. */
export async function expectFit(
  { house, browser }: Here,
  [language, colorScheme]: ['en' | 'ar', 'light' | 'dark'],
  places: readonly string[],
): Promise<void> {
  const opened = await openOwner(house, browser, { language, colorScheme });
  for (const place of places) await expectPlaceFits(opened, `${house.owner.origin}/#/${place}`);
  expect(opened.complaints).toEqual([]);
}

async function expectPlaceFits({ page }: Opened, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main [role=status][aria-label]').first().waitFor({ state: 'detached' });
  expect([address, await accessibilityFaults(page)]).toEqual([address, []]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction(() => document.documentElement.scrollWidth <= 391);
  await page.setViewportSize({ width: 1280, height: 800 });
}
