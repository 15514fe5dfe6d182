import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const Versions = z.record(z.string(), z.string());
const { dependencies, devDependencies, optionalDependencies } = z
  .object({ dependencies: Versions, devDependencies: Versions, optionalDependencies: Versions })
  .parse(JSON.parse(read('package.json')));
const direct = { ...dependencies, ...devDependencies, ...optionalDependencies };
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ integrity: z.string().optional(), optional: z.boolean().default(false) }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json')));

it('pins every direct dependency exactly', () => {
  for (const [name, version] of Object.entries(direct))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});

// Other platforms' binaries, added by scripts/complete-lock.mjs, have no hash until npm sees them.
it('locks every package by SHA-512', () => {
  const locked = Object.entries(packages).filter(
    ([path, { integrity, optional }]) => path !== '' && !(optional && integrity === undefined),
  );
  expect(locked.length).toBeGreaterThan(100);
  for (const [path, { integrity }] of locked) expect(integrity, path).toMatch(/^sha512-/);
});

it('justifies every direct dependency, and no other', () => {
  const table = read('docs/dependencies.md')
    .split('\n')
    .filter((line) => /^\| `(?!npm)/.test(line))
    .map((line) => line.split('|')[1] ?? '');
  const named = table.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(Object.keys(direct).sort());
});

it('ships under licences that allow it', () => {
  const list = execFileSync(process.execPath, [join(root, 'scripts/licences.mjs')], {
    encoding: 'utf8',
  });
  expect(list.split('\n').length).toBeGreaterThan(50);
});
