import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

const Violations = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** Nothing beside what is wrong, and no style sheets fetched for rules that do not run. */
const options = { resultTypes: ['violations'], preload: false };
/** The rules that can tell another colour scheme. */
const colours = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with the page as it stands: rule and element, one a line. */
export const accessibilityFaults = (page: Page): Promise<string[]> => faults(page, options);

/** The same for colours alone, where all else was looked at in another colour scheme. */
export const colourFaults = (page: Page): Promise<string[]> =>
  faults(page, { ...options, runOnly: colours });

async function faults(page: Page, given: object): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(source);
  const found = await page.evaluate(
    `axe.run(${JSON.stringify(given)}).then(({ violations }) => violations)`,
  );
  return Violations.parse(found).flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  );
}
