import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, colourFaults } from '../support/axe.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Furnished, furnish } from '../support/furnish.ts';
import { type House, openHouse } from '../support/house.ts';
import { type Opened, openMember, openOwner } from '../support/pages.ts';
import { writePast } from '../support/past.ts';
import {
  memberScreens,
  ownerDialogs,
  ownerScreens,
  readingScreens,
  type Screen,
  show,
} from '../support/screens.ts';
import { troubled } from '../support/trouble.ts';

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

/** Loaded in one colour scheme; each screen is then seen in the other, too. */
const looks = [
  { language: 'en', colorScheme: 'light', other: 'dark' },
  { language: 'ar', colorScheme: 'dark', other: 'light' },
] as const;
const wide = { width: 1280, height: 800 };
const narrow = { width: 390, height: 844 };
type Look = (typeof looks)[number];

/** Some forty screens each: on a crowded machine that takes its time. */
const patienceMs = 400_000;

describe.each(looks)('in $language, light and dark, every screen', (look) => {
  it(
    'of the owner is clean to axe and fits its width',
    async () => {
      const opened = await openOwner(house, browser, still(look));
      await sweep(opened, [...ownerScreens, ...ownerDialogs], look);
    },
    patienceMs,
  );

  it(
    'of a member is clean to axe and fits its width',
    async () => {
      const opened = await openMember(house, browser, { ...still(look), token: furnished.member });
      await sweep(opened, memberScreens, look);
    },
    patienceMs,
  );
});

/** What fades in has other colours on the way. */
const still = ({ language, colorScheme }: Look) =>
  ({ language, colorScheme, reducedMotion: 'reduce' }) as const;

/** Each screen while its answers are awaited, and when they do not come. */
async function sweepTroubled({ page, complaints }: Opened, screens: readonly Screen[]) {
  await page.getByRole('heading', { level: 1 }).waitFor();
  const { origin } = new URL(page.url());
  const { hold, fail } = await troubled(page);
  let open = { document: '', path: '' };
  for (const { name, place } of screens) {
    hold();
    const [path = ''] = place.split('?');
    // A page that stands there has failed already: its other tabs are opened anew.
    open = { path, document: path === open.path || !open.document ? name : open.document };
    await page.goto(`${origin}/?${open.document}#/${place}`);
    await page.locator('[role=status][aria-label]').first().waitFor();
    fail();
    await page.getByRole('alert').filter({ hasText: 'It broke.' }).first().waitFor();
    const again = page.getByRole('alert').getByRole('button', { name: 'Try again' });
    expect([name, (await again.count()) > 0]).toEqual([name, true]);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
}

describe('every screen shows that it waits, what went wrong, and offers to try again', () => {
  it(
    'of the owner',
    async () => {
      await sweepTroubled(await openOwner(house, browser), readingScreens);
    },
    patienceMs,
  );

  it(
    'of a member',
    async () => {
      const opened = await openMember(house, browser, { token: furnished.member });
      await sweepTroubled(opened, memberScreens);
    },
    patienceMs,
  );
});

async function sweep({ page, complaints }: Opened, screens: readonly Screen[], look: Look) {
  for (const screen of screens) {
    await show(page, screen, look.language);
    expect([screen.name, await accessibilityFaults(page)]).toEqual([screen.name, []]);
    await narrowed(page, screen, look);
    await recoloured(page, screen, look);
  }
  expect(await page.evaluate(() => document.documentElement.dir)).toBe(
    look.language === 'ar' ? 'rtl' : 'ltr',
  );
  expect(complaints).toEqual([]);
  await page.context().close();
}

async function narrowed(page: Page, screen: Screen, { language }: Look): Promise<void> {
  await page.setViewportSize(narrow);
  // Charts follow a new width a frame later: what counts is where the page settles.
  const fits = () => document.documentElement.scrollWidth <= innerWidth + 1;
  await page.waitForFunction(fits).catch((cause: unknown) => {
    throw new Error(`${screen.name} is wider than ${narrow.width} px`, { cause });
  });
  if (language === 'en')
    expect([screen.name, await accessibilityFaults(page)]).toEqual([screen.name, []]);
  await page.setViewportSize(wide);
}

/** In the other colour scheme, changed while the page is open. */
async function recoloured(page: Page, screen: Screen, look: Look): Promise<void> {
  for (const colorScheme of [look.other, look.colorScheme]) {
    await page.emulateMedia({ colorScheme });
    // Some controls fade from one colour to the other.
    await page.waitForFunction(
      (scheme) =>
        document.documentElement.dataset['mantineColorScheme'] === scheme &&
        !document.getAnimations().some((one) => one instanceof CSSTransition),
      colorScheme,
    );
    if (colorScheme === look.other)
      expect([screen.name, await colourFaults(page)]).toEqual([screen.name, []]);
  }
}
