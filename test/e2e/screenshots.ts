/**
 * `npm run screenshots -- [folder] [looks] [screens]`: every screen, dialog and menu of the built
 * pages, full, empty, waiting and failing, and the demo's chat, in English and Arabic, light and
 * dark, 1280 and 390 wide, and in Persian once each. `looks` (`en-light-wide,ar`) and `screens`
 * (`owner-settings,empty,member`) are beginnings of names, divided by commas. Without a folder:
 * docs/pictures/all, which git does not keep; then README's pictures are made anew too.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/axe.ts';
import { launchChromium } from '../support/chromium.ts';
import { startDemo } from '../support/demo.ts';
import { furnish, signIn } from '../support/furnish.ts';
import { type House, openHouse } from '../support/house.ts';
import {
  emptyScreens,
  freshScreens,
  navigations,
  ownerMoments,
  ownerResults,
  unusedScreens,
} from '../support/moments.ts';
import { type Opened, openMember, openOwner, openPage } from '../support/pages.ts';
import { writePast } from '../support/past.ts';
import {
  memberScreens,
  ownerDialogs,
  ownerScreens,
  readingScreens,
  type Screen,
  sentenceOf,
  show,
} from '../support/screens.ts';
import { troubled } from '../support/trouble.ts';

const pictures = join(import.meta.dirname, '../../docs/pictures');
const [givenFolder, givenLooks = '', givenScreens = ''] = process.argv.slice(2);
const folder = resolve(givenFolder ?? join(pictures, 'all'));
mkdirSync(folder, { recursive: true });

const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };
interface Look {
  language: 'en' | 'ar' | 'fa';
  colorScheme: 'light' | 'dark';
  size: keyof typeof sizes;
}

const looks: Look[] = [
  ...(['en', 'ar'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      (['wide', 'narrow'] as const).map((size) => ({ language, colorScheme, size })),
    ),
  ),
  { language: 'fa', colorScheme: 'light', size: 'wide' },
  { language: 'fa', colorScheme: 'dark', size: 'narrow' },
];
/** Whether this one was asked for: by the beginning of its name, or because nothing was. */
const wanted = (name: string, given: string) =>
  given.split(',').some((beginning) => name.startsWith(beginning));
const nameOf = ({ language, colorScheme, size }: Look) => `${language}-${colorScheme}-${size}`;

/** README's, from what was just made. */
const chosen = {
  chat: 'demo-chat-en-light-wide',
  overview: 'owner-overview-en-light-wide',
  ask: 'owner-ask-en-dark-wide',
  costs: 'owner-costs-ar-light-wide',
};

const optionsOf = ({ language, colorScheme, size }: Look) => ({
  language,
  colorScheme,
  viewport: sizes[size],
});

const talks = {
  en: {
    person: 1001,
    first: 'Start',
    question: 'What were total sales by region last year?',
    answered: 'SQL',
  },
  ar: {
    person: 1002,
    first: 'ابدأ',
    question: 'ما إجمالي المبيعات حسب المنطقة في العام الماضي؟',
    answered: 'SQL',
  },
  fa: {
    person: 1003,
    first: 'شروع',
    question: 'مجموع فروش بر اساس منطقه در سال گذشته چقدر بود؟',
    answered: 'SQL',
  },
};

let faults = 0;
// What starts it again is told apart, so that the window offers to restart it.
await using house = await openHouse({ DIWAN_RESTART_CODE: '75' });
const { organizationId, people, member } = await furnish(house);
await writePast(house.home, organizationId, people);
await house.owner('backup.make', { passphrase: null });
const contact = { name: 'Accounts', address: 'accounts@nahr.example' };
await house.owner('mail.keepContact', contact, organizationId);
const colleague = await signIn(house, organizationId, 'Omar');
await using fresh = await openHouse();
await using empty = await openHouse();
const newcomer = await settle(empty, 'Nile Traders');
await using unused = await openHouse();
await settle(unused, 'Nile Traders');
await unused.owner('databases.add', { name: 'Shop', connection: unused.shop }, 1);
await unused.owner('channels.create', { channelId: 'website', title: 'Website' }, 1);
await using demo = await startDemo();
const browser = await launchChromium();
try {
  for (const look of looks.filter((one) => wanted(nameOf(one), givenLooks))) {
    await shootOwner(look);
    await shootNew(look);
    await shootMembers(look);
    if (wanted('demo', givenScreens)) await shootDemo(look);
  }
  if (!givenFolder) await makeReadmePictures();
} finally {
  await browser.close();
}
process.stderr.write(`${folder}: ${faults} faults found by axe\n`);

/** An organisation with nobody but its owner, who gets a bearer token. */
async function settle(of: House, name: string): Promise<string> {
  of.telegram.user(700, { name: 'Huda Nasser', languageCode: 'en' }).send('/start');
  await of.owner('organizations.create', { name, ownerTelegramId: 700 });
  return signIn(of, 1, '');
}

async function shootOwner(look: Look): Promise<void> {
  const { page } = await openOwner(house, browser, optionsOf(look));
  await page.getByRole('heading', { level: 1 }).waitFor();
  const around = [...ownerMoments, ...navigations[look.size]];
  const whole = [...ownerScreens, ...ownerDialogs, ...around, ...ownerResults];
  await shootAll(page, 'owner', whole, look);
  await page.context().close();
  await shootTroubled(await openOwner(house, browser, optionsOf(look)), 'owner', look);
}

/** Where nothing has been done yet, and a little later. */
async function shootNew(look: Look): Promise<void> {
  const places = [
    [fresh, 'fresh', freshScreens],
    [empty, 'empty', emptyScreens],
    [unused, 'unused', unusedScreens],
  ] as const;
  for (const [where, name, screens] of places) {
    const { page } = await openOwner(where, browser, optionsOf(look));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shootAll(page, name, screens, look);
    await page.context().close();
  }
}

async function shootMembers(look: Look): Promise<void> {
  await shootSignIn(look);
  const all = [
    ['member', house, member, memberScreens],
    ['colleague', house, colleague, memberScreens.filter(({ name }) => name !== 'costs')],
    ['newcomer', empty, newcomer, memberScreens],
  ] as const;
  const around = navigations[look.size];
  for (const [name, where, token, screens] of all) {
    const { page } = await openMember(where, browser, { ...optionsOf(look), token });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shootAll(page, name, [...screens, ...(name === 'member' ? around : [])], look);
    await page.context().close();
  }
  const opened = await openMember(house, browser, { ...optionsOf(look), token: member });
  await shootTroubled(opened, 'member', look);
}

async function shootSignIn(look: Look): Promise<void> {
  if (!wanted('member-sign-in', givenScreens)) return;
  const { page } = await openMember(house, browser, optionsOf(look));
  await picture(page, `member-sign-in-${nameOf(look)}`);
  await page.locator('input').first().fill('owner_nahr_1');
  await page.locator('input').last().fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await picture(page, `member-sign-in-wrong-${nameOf(look)}`);
  await page.context().close();
}

async function shootAll(page: Page, whose: string, screens: readonly Screen[], look: Look) {
  for (const screen of screens)
    if (wanted(`${whose}-${screen.name}`, givenScreens)) await shoot(page, screen, look, whose);
}

/** Each screen while its answers are awaited, and when they do not come. */
async function shootTroubled({ page }: Opened, whose: 'owner' | 'member', look: Look) {
  const screens = whose === 'owner' ? readingScreens : memberScreens;
  await page.getByRole('heading', { level: 1 }).waitFor();
  const origin = new URL(page.url()).origin;
  const { hold, fail } = await troubled(page, sentenceOf(look.language, 'internal'));
  for (const { name, place } of screens.filter((one) =>
    wanted(`troubled-${whose}-${one.name}`, givenScreens),
  )) {
    hold();
    await page.goto(`${origin}/?${name}#/${place}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[role=status][aria-label]').first().waitFor();
    await picture(page, `waiting-${whose}-${name}-${nameOf(look)}`);
    fail();
    await page.getByRole('alert').first().waitFor();
    await picture(page, `failing-${whose}-${name}-${nameOf(look)}`);
  }
  await page.context().close();
}

async function shootDemo(look: Look): Promise<void> {
  const { person, first, question, answered } = talks[look.language];
  const address = `${demo.chat}/?chat=${person}&lang=${look.language}`;
  const { page } = await openPage(browser, address, optionsOf(look));
  const field = page.locator('textarea');
  const start = page.getByRole('button', { name: first, exact: true });
  await field.or(start).first().waitFor();
  if (await start.isVisible()) await start.click();
  await field.fill(question);
  await page.keyboard.press('Enter');
  await page.getByText(answered).last().waitFor();
  await page.screenshot({ path: join(folder, `demo-chat-${nameOf(look)}.png`) });
  await page.context().close();
}

async function shoot(page: Page, screen: Screen, look: Look, whose: string): Promise<void> {
  const asking = whose === 'owner' && screen.place === 'ask';
  if (asking) {
    await show(page, { name: 'ask', place: 'ask' }, look.language);
    await askOne(page);
  }
  await show(page, screen, look.language);
  await picture(page, `${whose}-${screen.name}-${nameOf(look)}`, asking || !!screen.press);
}

async function askOne(page: Page): Promise<void> {
  if (await page.getByText('North sold most.').first().isVisible()) return;
  await page.locator('main textarea').first().fill('What were total sales by region?');
  await page.keyboard.press('Enter');
  await page.getByText('North sold most.').first().waitFor();
}

/** Of the whole page, or of what is in view. */
async function picture(page: Page, name: string, inView = false): Promise<void> {
  // Charts are drawn a moment after their numbers are there.
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !inView });
  // An open menu hangs beside the page's regions, as its pattern has it.
  const hanging = await page.locator('[role=menu]').isVisible();
  for (const fault of await accessibilityFaults(page)) {
    if (hanging && fault.startsWith('region')) continue;
    faults += 1;
    process.stderr.write(`${name}: ${fault}\n`);
  }
}

/** As WebP, for few bytes. */
async function makeReadmePictures(): Promise<void> {
  const page = await browser.newPage();
  for (const [name, from] of Object.entries(chosen)) {
    const png = readFileSync(join(folder, `${from}.png`)).toString('base64');
    const webp = await page.evaluate(toWebp, `data:image/png;base64,${png}`);
    writeFileSync(join(pictures, `${name}.webp`), Buffer.from(webp, 'base64'));
  }
}

/** Runs in the page: the browser has the encoder. Height is cut to what a window shows. */
async function toWebp(address: string): Promise<string> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = Math.min(image.height, 800);
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', 0.9).split(',')[1] ?? '';
}
