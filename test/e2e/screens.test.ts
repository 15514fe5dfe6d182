import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/axe.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Furnished, furnish } from '../support/furnish.ts';
import { type House, openHouse } from '../support/house.ts';
import { type Opened, openMember, openOwner } from '../support/pages.ts';
import { writePast } from '../support/past.ts';
import {
  memberScreens,
  ownerDialogs,
  ownerScreens,
  type Screen,
  show,
} from '../support/screens.ts';

let house: House;
let browser: Browser;
let furnished: Furnished;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), launchChromium()]);
  furnished = await furnish(house);
  await writePast(house.home, furnished.organizationId, furnished.people);
});
afterAll(async () => {
  await browser.close();
  await house[Symbol.asyncDispose]();
});

const looks = (['en', 'ar'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ language, colorScheme })),
);
const wide = { width: 1280, height: 800 };
const narrow = { width: 390, height: 844 };

describe.each(looks)('in $language, $colorScheme, every screen', (look) => {
  it('of the owner is clean to axe and fits its width', async () => {
    const opened = await openOwner(house, browser, look);
    const dialogs = (look.language === 'ar') === (look.colorScheme === 'dark') ? ownerDialogs : [];
    await sweep(opened, [...ownerScreens, ...dialogs], look);
  });

  it('of a member is clean to axe and fits its width', async () => {
    const opened = await openMember(house, browser, { ...look, token: furnished.member });
    await sweep(opened, memberScreens, look);
  });
});

async function sweep(
  { page, complaints }: Opened,
  screens: readonly Screen[],
  { language, colorScheme }: (typeof looks)[number],
) {
  for (const screen of screens) {
    await show(page, screen, language);
    expect([screen.name, await accessibilityFaults(page)]).toEqual([screen.name, []]);
    await page.setViewportSize(narrow);
    // Charts follow a new width a frame later: what counts is where the page settles.
    await page
      .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth + 1)
      .catch((cause: unknown) => {
        throw new Error(`${screen.name} is wider than ${narrow.width} px`, { cause });
      });
    // Narrow, what is laid out is the same in every look.
    if (language === 'en' && colorScheme === 'light')
      expect([screen.name, await accessibilityFaults(page)]).toEqual([screen.name, []]);
    await page.setViewportSize(wide);
  }
  expect(await page.evaluate(() => document.documentElement.dir)).toBe(
    language === 'ar' ? 'rtl' : 'ltr',
  );
  expect(complaints).toEqual([]);
  await page.context().close();
}
