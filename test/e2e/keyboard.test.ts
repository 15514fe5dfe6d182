import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Furnished, furnish } from '../support/furnish.ts';
import { type House, openHouse } from '../support/house.ts';
import { openMember, openOwner } from '../support/pages.ts';
import { memberScreens, ownerDialogs, ownerScreens, show } from '../support/screens.ts';

/** Some forty screens: on a crowded machine that takes its time. */
const patienceMs = 400_000;

let house: House;
let browser: Browser;
let furnished: Furnished;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), launchChromium()]);
  furnished = await furnish(house);
});
afterAll(async () => {
  await browser.close();
  await house[Symbol.asyncDispose]();
});

it(
  'reaches everything on the owner’s screens by Tab, and shows where one is',
  async () => {
    const { page } = await openOwner(house, browser);
    for (const screen of ownerScreens) {
      await show(page, screen, 'en');
      expect([screen.name, await tabThrough(page)]).toEqual([screen.name, []]);
    }
  },
  patienceMs,
);

it(
  'reaches everything on the members’ screens by Tab',
  async () => {
    const { page } = await openMember(house, browser, { token: furnished.member });
    for (const screen of memberScreens) {
      await show(page, screen, 'en');
      expect([screen.name, await tabThrough(page)]).toEqual([screen.name, []]);
    }
  },
  patienceMs,
);

it('keeps the keyboard in a dialog until Escape, and gives it back to where it was', async () => {
  const { page } = await openOwner(house, browser);
  for (const screen of ownerDialogs) {
    const { press = [], ...place } = screen;
    await show(page, place, 'en');
    const opener = await show(page, { ...place, press }, 'en', 'keyboard');
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press('Tab');
      const within = await page.evaluate(() => document.activeElement?.closest('[role=dialog]'));
      expect([screen.name, n, within !== null]).toEqual([screen.name, n, true]);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction(
      (name) =>
        document.activeElement?.textContent === name ||
        document.activeElement?.getAttribute('aria-label') === name,
      opener,
    );
  }
});

/** A long list draws further rows as the focus goes down, and a date has four stops of its own. */
const rowsBeyond = 400;

/** What Tab does not reach, and what does not show that it has the focus. */
async function tabThrough(page: Page): Promise<string[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const wanted = await page.evaluate(markReachable);
  const faults: string[] = [];
  for (let n = 0; n <= wanted + rowsBeyond; n += 1) {
    await page.keyboard.press('Tab');
    const { hidden, left } = await page.evaluate(visitFocused);
    if (hidden) faults.push(`no sign of focus: ${hidden}`);
    if (left === 0) break;
  }
  return [...faults, ...(await page.evaluate(unvisited))];
}

/** In the page: gives each control that should be reached a number, and keeps how it looks. */
function markReachable(): number {
  const every = 'a[href], button, input, textarea, select, [tabindex="0"]';
  const found = [...document.querySelectorAll<HTMLElement>(every)].filter((element) => {
    if (element.tabIndex < 0 || element.matches(':disabled, [type=hidden]')) return false;
    // Of a group of radio buttons one is reached, the arrows lead to the others.
    if (element instanceof HTMLInputElement && element.type === 'radio' && !element.checked)
      return false;
    return element.checkVisibility({ visibilityProperty: true });
  });
  const looks = (element: Element): string =>
    [element, element.parentElement, element.nextElementSibling, ...element.children, null]
      .flatMap((one) => {
        // The element's own `::after` stands for a ring around all of its row.
        const style = one ? getComputedStyle(one) : getComputedStyle(element, '::after');
        const {
          outlineStyle,
          outlineWidth,
          outlineColor,
          boxShadow,
          borderColor,
          backgroundColor,
          insetInlineStart,
        } = style;
        return [
          outlineStyle,
          outlineWidth,
          outlineColor,
          boxShadow,
          borderColor,
          backgroundColor,
          insetInlineStart,
        ];
      })
      .join();
  Reflect.set(window, 'looks', looks);
  for (const [at, element] of found.entries()) {
    element.dataset['reach'] = String(at);
    element.dataset['before'] = looks(element);
  }
  return found.length;
}

/** In the page: ticks off what has the focus, and tells it where it looks as before. */
function visitFocused(): { hidden: string | null; left: number } {
  const element = document.activeElement;
  const looks = Reflect.get(window, 'looks') as (one: Element) => string;
  let hidden: string | null = null;
  if (element instanceof HTMLElement && (element.dataset['reach'] ?? 'done') !== 'done') {
    if (element.dataset['before'] === looks(element)) hidden = element.outerHTML.slice(0, 120);
    element.dataset['reach'] = 'done';
  }
  return { hidden, left: document.querySelectorAll('[data-reach]:not([data-reach=done])').length };
}

/** In the page. */
const unvisited = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-reach]:not([data-reach=done])')].map(
    (element) => `not reached: ${element.outerHTML.slice(0, 120)}`,
  );
