/**
 * `npm run screenshots -- [folder]`: every screen of the built pages in English and Arabic, light
 * and dark, 1280 and 390 wide. Without a folder: docs/pictures/all, which git does not keep.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults } from '../support/axe.ts';
import { launchChromium } from '../support/chromium.ts';
import { furnish } from '../support/furnish.ts';
import { type House, openHouse } from '../support/house.ts';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../docs/pictures/all'));
mkdirSync(folder, { recursive: true });

const ownerScreens: Record<string, string> = {
  overview: 'overview',
  ask: 'ask',
  members: 'members',
  invitations: 'invitations',
  databases: 'databases',
  schema: 'databases/1',
  grants: 'databases/1?tab=grants',
  glossary: 'databases/1?tab=glossary',
  verified: 'databases/1?tab=verified',
  manage: 'databases/1?tab=manage',
  cases: 'databases?tab=cases',
  costs: 'costs',
  budgets: 'costs?tab=budgets',
  prices: 'costs?tab=prices',
  activity: 'activity',
  settings: 'settings',
  organization: 'settings?tab=organization',
  connections: 'settings?tab=connections',
  lan: 'settings?tab=lan',
  limits: 'settings?tab=limits',
  setup: 'setup?step=organization',
  'setup-model': 'setup?step=model',
};
const memberScreens = ['overview', 'members', 'databases', 'usage', 'costs'];
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };
const only = process.argv[3];

await using house = await openHouse();
const { member } = await furnish(house);
const browser = await launchChromium();
let faults = 0;
try {
  for (const language of ['en', 'ar'] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      for (const size of ['wide', 'narrow'] as const) await shootAll(language, colorScheme, size);
} finally {
  await browser.close();
}
process.stderr.write(`${folder}: ${faults} faults found by axe\n`);

async function shootAll(
  language: 'en' | 'ar',
  colorScheme: 'light' | 'dark',
  size: keyof typeof sizes,
): Promise<void> {
  if (only && only !== `${language}-${colorScheme}-${size}`) return;
  const name = (screen: string) => `${screen}-${language}-${colorScheme}-${size}`;
  const open = (kind: 'owner' | 'member') =>
    openPage(browser, house, kind, { language, colorScheme, viewport: sizes[size], member });
  const owner = await open('owner');
  for (const [screen, place] of Object.entries(ownerScreens)) {
    await owner.goto(`${new URL(owner.url()).origin}/#/${place}`);
    if (screen === 'ask') await askOne(owner);
    await shoot(owner, name(`owner-${screen}`));
  }
  await owner.context().close();
  const signIn = await openPage(browser, house, 'member', {
    language,
    colorScheme,
    viewport: sizes[size],
    member: null,
  });
  await shoot(signIn, name('member-sign-in'));
  await signIn.context().close();
  const view = await open('member');
  for (const screen of memberScreens) {
    await view.goto(`${new URL(view.url()).origin}/#/${screen}`);
    await shoot(view, name(`member-${screen}`));
  }
  await view.context().close();
}

async function askOne(page: Page): Promise<void> {
  await page.locator('main textarea').first().fill('What were total sales by region?');
  await page.keyboard.press('Enter');
  await page.getByText('North sold most.').first().waitFor();
  await page.waitForTimeout(500);
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('main [role=status][aria-label]').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  for (const fault of await accessibilityFaults(page)) {
    faults += 1;
    process.stderr.write(`${name}: ${fault}\n`);
  }
}

interface Look {
  language: 'en' | 'ar';
  colorScheme: 'light' | 'dark';
  viewport: { width: number; height: number };
  /** Tokens come from here; null stays at the sign-in. */
  member: string | null;
}

async function openPage(
  from: Browser,
  { served, owner }: House,
  kind: 'owner' | 'member',
  { language, colorScheme, viewport, member: token }: Look,
): Promise<Page> {
  const context = await from.newContext({ colorScheme, viewport, ignoreHTTPSErrors: true });
  const bearer = kind === 'owner' ? owner.token : token;
  await context.addInitScript(
    ([lang, given]) => {
      localStorage.setItem('diwan.language', lang ?? 'en');
      if (given) sessionStorage.setItem('diwan.token', given);
    },
    [language, bearer],
  );
  const page = await context.newPage();
  await page.goto(kind === 'owner' ? owner.origin : (served.ready.lan ?? ''));
  return page;
}
