/**
 * Lists the licence of every package that is part of the appliance, from the lockfile alone:
 *   node scripts/licences.mjs
 * Ends with 1 when one is not among those that this project may be given out with.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Permissive ones, and MPL-2.0, whose files are used as they are. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'WTFPL',
]);

/** An SPDX expression: every AND part, and one of each OR. */
const passes = (expression) =>
  expression
    .replace(/[()]/g, '')
    .split(' AND ')
    .every((part) => part.split(' OR ').some((one) => allowed.has(one.trim())));

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const rows = Object.entries(packages)
  .filter(([path, one]) => path !== '' && !one.dev)
  .map(([path, one]) => ({
    name: path.replace(/^.*node_modules\//, ''),
    version: one.version,
    licence: one.license ?? 'unknown',
  }))
  .sort((a, b) => a.name.localeCompare(b.name));

for (const { name, version, licence } of rows) console.log(`${licence}\t${name}\t${version}`);
const bad = rows.filter(({ licence }) => !passes(licence));
if (bad.length > 0) {
  console.error(
    `not allowed: ${bad.map(({ name, licence }) => `${name} (${licence})`).join(', ')}`,
  );
  process.exitCode = 1;
}
