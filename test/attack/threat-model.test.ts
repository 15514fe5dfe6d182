import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');
const named = [...page.matchAll(/`(test\/[\w./-]+\.test\.ts)`/g)].map(([, path = '']) => path);

it('names only tests that are there', () => {
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it('names every attack', () => {
  const attacks = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const missing = attacks.filter((name) => !named.includes(`test/attack/${name}`));
  expect(missing).toEqual([]);
});

it('says of each threat who would do it, what holds it and what proves it', () => {
  const rows = page.split('\n').filter((line) => /^\| (?!threat|---)/.test(line));
  expect(rows.length).toBeGreaterThan(25);
  for (const row of rows) {
    const cells = row.split(/(?<!\\)\|/).slice(1, -1);
    expect([row, cells.length, cells.every((cell) => cell.trim() !== '')]).toEqual([row, 4, true]);
    expect(cells.at(-1)).toMatch(/`test\//);
  }
});
