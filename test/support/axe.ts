import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

const Violations = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** What axe finds wrong with the page as it stands: rule and element, one a line. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const found = await page.evaluate('axe.run().then(({ violations }) => violations)');
  return Violations.parse(found).flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  );
}
