import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { House } from './house.ts';

export interface Opened {
  page: Page;
  /** What the page complained of: errors, and what the security policy refused. */
  complaints: string[];
}

export interface Look extends BrowserContextOptions {
  language?: 'en' | 'ar' | 'fa';
  /** Signed in with this bearer token. */
  token?: string;
  /** The page’s clock can be put forward: `page.clock`. */
  clock?: boolean;
}

/** One of the built pages in a browser of its own. */
export async function openPage(
  browser: Browser,
  address: string,
  { language = 'en', token, clock = false, ...options }: Look = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    ignoreHTTPSErrors: true,
    ...options,
  });
  await context.addInitScript(
    ([lang = 'en', bearer = '']) => {
      localStorage.setItem('diwan.language', lang);
      if (bearer) sessionStorage.setItem('diwan.token', bearer);
    },
    [language, token ?? ''],
  );
  if (clock) await context.clock.install();
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(address);
  return { page, complaints };
}

export const openOwner = ({ owner }: House, browser: Browser, look: Look = {}): Promise<Opened> =>
  openPage(browser, owner.origin, { ...look, token: owner.token });

export const openMember = ({ served }: House, browser: Browser, look: Look = {}): Promise<Opened> =>
  openPage(browser, served.ready.lan ?? '', look);
