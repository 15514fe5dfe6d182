/**
 * `npm run screenshots -- [folder] [looks] [screens]`: every screen, dialog and menu of the built
 * pages, full, empty, waiting, failing and on a bad day, and the demo's chat, in English and
 * Arabic, light and dark, 1280 and 390 wide, and in Persian once each. `looks`
 * (`en-light-wide,ar`) and `screens` (`owner-settings,empty,member`) are beginnings of names,
 * divided by commas. Without a folder, or with an empty one: docs/pictures/all, which git does
 * not keep; then those of README's pictures that were taken are made anew too.
 */
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { startDemo } from '../support/demo.ts';
import type { House } from '../support/house.ts';
import { type Opened, openMember, openOwner, openPage } from '../support/pages.ts';
import {
  memberScreens,
  ownerDialogs,
  ownerScreens,
  readingScreens,
  type Screen,
  sentenceOf,
} from '../support/screens.ts';
import { createCamera, develop, goTo } from '../support/shots/camera.ts';
import { openHouses } from '../support/shots/houses.ts';
import { type Look, looks, nameOf, optionsOf } from '../support/shots/looks.ts';
import {
  emptyScreens,
  freshScreens,
  navigations,
  ownerMoments,
  ownerResults,
  unusedScreens,
} from '../support/shots/moments.ts';
import { onABadDay, rareScreens } from '../support/shots/rare.ts';
import { troubled } from '../support/trouble.ts';

const pictures = join(import.meta.dirname, '../../docs/pictures');
const [givenFolder, givenLooks = '', givenScreens = ''] = process.argv.slice(2);
const folder = givenFolder ? resolve(givenFolder) : join(pictures, 'all');

/** README's, from what was just made. */
const chosen = {
  chat: 'demo-chat-en-light-wide',
  overview: 'owner-overview-en-light-wide',
  ask: 'owner-ask-en-dark-wide',
  costs: 'owner-costs-ar-light-wide',
};

const talks = {
  en: { person: 1001, first: 'Start', question: 'What were total sales by region last year?' },
  ar: { person: 1002, first: 'ابدأ', question: 'ما إجمالي المبيعات حسب المنطقة في العام الماضي؟' },
  fa: { person: 1003, first: 'شروع', question: 'مجموع فروش بر اساس منطقه در سال گذشته چقدر بود؟' },
};

/** Whether one was asked for: by the beginning of its name, or because nothing was. */
const matches = (name: string, given: string): boolean =>
  given.split(',').some((beginning) => name.startsWith(beginning));
const isWanted = (name: string): boolean => matches(name, givenScreens);

const camera = createCamera(folder);
await using houses = await openHouses();
await using demo = await startDemo();
const browser = await launchChromium();
try {
  for (const look of looks.filter((one) => matches(nameOf(one), givenLooks))) {
    await shootOwner(look);
    await shootMembers(look);
    if (isWanted('demo')) await shootDemo(look);
  }
  if (!givenFolder)
    for (const [name, from] of Object.entries(chosen))
      if (camera.taken.has(from))
        await develop(browser, join(folder, `${from}.png`), join(pictures, `${name}.webp`));
} finally {
  await browser.close();
}
for (const fault of camera.faults) process.stderr.write(`${fault}\n`);
process.stderr.write(`${folder}: ${camera.taken.size} taken, ${camera.faults.length} faults\n`);

async function shootOwner(look: Look): Promise<void> {
  const { full, fresh, empty, unused } = houses;
  const around = [...ownerMoments, ...navigations[look.size]];
  const whole = [...ownerScreens, ...ownerDialogs, ...around, ...ownerResults];
  const open = (house: House) => () => openOwner(house, browser, optionsOf(look));
  await shootAll('owner', open(full), whole, look);
  await shootAll('rare', open(full), rareScreens, look, onABadDay);
  await shootAll('fresh', open(fresh), freshScreens, look);
  await shootAll('empty', open(empty), emptyScreens, look);
  await shootAll('unused', open(unused), unusedScreens, look);
  await shootTroubled('owner', open(full), readingScreens, look);
  if (isWanted('owner-locked')) await shootLocked(look);
}

async function shootMembers(look: Look): Promise<void> {
  const { full, empty, owner, colleague, newcomer } = houses;
  const open = (house: House, token: string) => () =>
    openMember(house, browser, { ...optionsOf(look), token });
  const withoutCosts = memberScreens.filter(({ name }) => name !== 'costs');
  const around = navigations[look.size];
  await shootAll('member', open(full, owner), [...memberScreens, ...around], look);
  await shootAll('colleague', open(full, colleague), withoutCosts, look);
  await shootAll('newcomer', open(empty, newcomer), memberScreens, look);
  await shootTroubled('member', open(full, owner), memberScreens, look);
  if (isWanted('member-sign-in')) await shootSignIn(look);
}

type Open = () => Promise<Opened>;
type Prepare = (page: Page) => Promise<void>;

async function shootAll(
  whose: string,
  open: Open,
  screens: readonly Screen[],
  look: Look,
  prepare: Prepare = async () => undefined,
): Promise<void> {
  const chosenOnes = screens.filter(({ name }) => isWanted(`${whose}-${name}`));
  if (chosenOnes.length === 0) return;
  const { page } = await open();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await prepare(page);
  for (const screen of chosenOnes) {
    const asking = whose === 'owner' && screen.place === 'ask';
    await goTo(page, screen, look.language, asking);
    await camera.take(page, `${whose}-${screen.name}-${nameOf(look)}`, asking || !!screen.press);
  }
  await page.context().close();
}

/** Each screen while its answers are awaited, and when they do not come. */
async function shootTroubled(whose: string, open: Open, screens: readonly Screen[], look: Look) {
  const chosenOnes = screens.filter(({ name }) => isWanted(`troubled-${whose}-${name}`));
  if (chosenOnes.length === 0) return;
  const { page } = await open();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const { origin } = new URL(page.url());
  const { hold, fail } = await troubled(page, sentenceOf(look.language, 'errors.internal'));
  for (const { name, place } of chosenOnes) {
    hold();
    await page.goto(`${origin}/?${name}#/${place}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[role=status][aria-label]').first().waitFor();
    await camera.take(page, `waiting-${whose}-${name}-${nameOf(look)}`);
    fail();
    await page.getByRole('alert').first().waitFor();
    await camera.take(page, `failing-${whose}-${name}-${nameOf(look)}`);
  }
  await page.context().close();
}

/** The window opened without its link. */
async function shootLocked(look: Look): Promise<void> {
  const { page } = await openPage(browser, houses.full.owner.origin, optionsOf(look));
  await page.getByText(sentenceOf(look.language, 'window.locked.title')).waitFor();
  await camera.take(page, `owner-locked-${nameOf(look)}`);
  await page.context().close();
}

async function shootSignIn(look: Look): Promise<void> {
  const { page } = await openMember(houses.full, browser, optionsOf(look));
  await camera.take(page, `member-sign-in-${nameOf(look)}`);
  await page.locator('input').first().fill('owner_nahr_1');
  await page.locator('input').last().fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await camera.take(page, `member-sign-in-wrong-${nameOf(look)}`);
  await page.context().close();
}

async function shootDemo(look: Look): Promise<void> {
  const { person, first, question } = talks[look.language];
  const address = `${demo.chat}/?chat=${person}&lang=${look.language}`;
  const { page } = await openPage(browser, address, optionsOf(look));
  const field = page.locator('textarea');
  const start = page.getByRole('button', { name: first, exact: true });
  await field.or(start).first().waitFor();
  if (await start.isVisible()) await start.click();
  await field.fill(question);
  await page.keyboard.press('Enter');
  await page.getByText('SQL').last().waitFor();
  await camera.take(page, `demo-chat-${nameOf(look)}`, true);
  await page.context().close();
}
