/**
 * `npm run screenshots -- [folder] [looks] [screens]`: every screen and dialog of the built pages,
 * and the demo's chat, in English and Arabic, light and dark, 1280 and 390 wide, and in Persian
 * once each. `looks` (`en-light-wide,ar`) and `screens` (`settings,channel-keys`) are beginnings
 * of names, divided by commas. Without a folder: docs/pictures/all, which git does not keep; then
 * README's pictures are made anew too.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/axe.ts';
import { launchChromium } from '../support/chromium.ts';
import { startDemo } from '../support/demo.ts';
import { furnish } from '../support/furnish.ts';
import { openHouse } from '../support/house.ts';
import { openMember, openOwner, openPage } from '../support/pages.ts';
import { writePast } from '../support/past.ts';
import {
  memberScreens,
  ownerDialogs,
  ownerScreens,
  type Screen,
  show,
} from '../support/screens.ts';

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

const isWanted = ({ name }: Screen) => wanted(name, givenScreens);

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
await using house = await openHouse();
const { organizationId, people, member } = await furnish(house);
await writePast(house.home, organizationId, people);
await using demo = await startDemo();
const browser = await launchChromium();
try {
  for (const look of looks.filter((one) => wanted(nameOf(one), givenLooks))) {
    await shootOwner(look);
    await shootMember(look);
    if (wanted('demo', givenScreens)) await shootDemo(look);
  }
  if (!givenFolder) await makeReadmePictures();
} finally {
  await browser.close();
}
process.stderr.write(`${folder}: ${faults} faults found by axe\n`);

async function shootOwner(look: Look): Promise<void> {
  const { page } = await openOwner(house, browser, optionsOf(look));
  for (const screen of [...ownerScreens, ...ownerDialogs].filter(isWanted))
    await shoot(page, screen, look, `owner-${screen.name}`);
  await page.context().close();
}

async function shootMember(look: Look): Promise<void> {
  if (wanted('sign-in', givenScreens)) {
    const outside = await openMember(house, browser, optionsOf(look));
    await picture(outside.page, `member-sign-in-${nameOf(look)}`);
    await outside.page.context().close();
  }
  const { page } = await openMember(house, browser, { ...optionsOf(look), token: member });
  for (const screen of memberScreens.filter(isWanted))
    await shoot(page, screen, look, `member-${screen.name}`);
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

async function shoot(page: Page, screen: Screen, look: Look, name: string): Promise<void> {
  await show(page, screen, look.language);
  if (screen.name === 'ask') await askOne(page);
  await picture(page, `${name}-${nameOf(look)}`, screen.name === 'ask' || !!screen.press);
}

async function askOne(page: Page): Promise<void> {
  await page.locator('main textarea').first().fill('What were total sales by region?');
  await page.keyboard.press('Enter');
  await page.getByText('North sold most.').first().waitFor();
}

/** Of the whole page, or of what is in view. */
async function picture(page: Page, name: string, inView = false): Promise<void> {
  // Charts are drawn a moment after their numbers are there.
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !inView });
  for (const fault of await accessibilityFaults(page)) {
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
