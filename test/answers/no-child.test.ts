import { afterEach, expect, it } from 'vitest';
import { createPictures } from '../../src/main/answers/pictures.ts';
import type { Chart } from '../../src/preload/contract/answer.ts';
import { rejected } from '../support/errors.ts';

const { execPath } = process;
afterEach(() => {
  process.execPath = execPath;
});

const chart: Chart = {
  kind: 'bar',
  title: 'Sales',
  rtl: false,
  language: 'en',
  labels: ['North', 'South'],
  series: [{ name: 'sales', values: [1, 2] }],
};

it('fails for a picture alone where the machine has no room for its process', async () => {
  await using pictures = createPictures();
  process.execPath = '/nowhere/node';
  expect(await rejected(pictures.draw(chart))).toBe('internal');
  process.execPath = execPath;
  expect((await pictures.draw(chart)).subarray(1, 4).toString()).toBe('PNG');
});
