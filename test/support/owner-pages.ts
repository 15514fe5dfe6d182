import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from './chromium.ts';
import { furnish } from './furnish.ts';
import { type House, openHouse } from './house.ts';

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
