import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults } from '../axe.ts';
import { type Language, type Screen, show } from '../screens.ts';

export interface Camera {
  /** A picture of the whole page, or of what is in view, by this name; axe looks at it too. */
  take(page: Page, name: string, inView?: boolean): Promise<void>;
  /** The pictures taken so far. */
  readonly taken: ReadonlySet<string>;
  /** What axe found wrong with them. */
  readonly faults: readonly string[];
}

export function createCamera(folder: string): Camera {
  mkdirSync(folder, { recursive: true });
  const taken = new Set<string>();
  const faults: string[] = [];
  return {
    taken,
    faults,
    async take(page, name, inView = false) {
      // Charts are drawn a moment after their numbers are there.
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !inView });
      taken.add(name);
      // An open menu hangs beside the page's regions, as its pattern has it.
      const hanging = await page.locator('[role=menu]').isVisible();
      for (const fault of await accessibilityFaults(page))
        if (!hanging || !fault.startsWith('region')) faults.push(`${name}: ${fault}`);
    },
  };
}

/** Goes to a screen of the window; where questions are asked, one is. */
export async function goTo(page: Page, screen: Screen, language: Language, asking: boolean) {
  if (asking) {
    await show(page, { name: 'ask', place: 'ask' }, language);
    await askOne(page);
  }
  await show(page, screen, language);
}

async function askOne(page: Page): Promise<void> {
  const answer = page.getByText('North sold most.').first();
  if (await answer.isVisible()) return;
  await page.locator('main textarea').first().fill('What were total sales by region?');
  await page.keyboard.press('Enter');
  await answer.waitFor();
}

/** A picture as WebP, for few bytes. */
export async function develop(browser: Browser, from: string, to: string): Promise<void> {
  const page = await browser.newPage();
  const png = readFileSync(from).toString('base64');
  const webp = await page.evaluate(toWebp, `data:image/png;base64,${png}`);
  writeFileSync(to, Buffer.from(webp, 'base64'));
  await page.close();
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
