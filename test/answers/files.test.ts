import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSvg } from '../../src/main/answers/draw.ts';
import { type AnswerFiles, createAnswerFiles } from '../../src/main/answers/files.ts';
import type { Chart } from '../../src/preload/contract/answer.ts';
import type { Result } from '../../src/preload/contract/database.ts';

const result: Result = {
  columns: [
    { name: 'المنتج', type: 'text' },
    { name: 'amount', type: 'decimal' },
    { name: 'paid', type: 'boolean' },
  ],
  rows: [
    ['=HYPERLINK("http://evil","x")', '12345678901234567890.12', true],
    ['@cmd, "quoted"\nsecond line', 1234.5, false],
    [null, null, null],
  ],
  cut: null,
  elapsedMs: 1,
};

let files: AnswerFiles;
beforeAll(() => {
  files = createAnswerFiles();
});
afterAll(() => files[Symbol.asyncDispose]());

describe('files of an answer', () => {
  it('writes CSV that keeps every digit and starts no formula', async () => {
    const text = (await files.csv(result)).toString('utf8');
    expect(text.startsWith('\ufeffالمنتج,amount,paid\r\n')).toBe(true);
    expect(text).toContain('12345678901234567890.12');
    expect(text).toMatch(/^"?'=HYPERLINK/m);
    expect(text).toMatch(/^"?'@cmd/m);
    expect(text).not.toMatch(/^"?[=@]/m);
  });

  it('writes a workbook with numbers as numbers, long ones and would-be formulas as text', async () => {
    const parts = unzipSync(await files.xlsx(result, true));
    const part = (name: string) =>
      new TextDecoder().decode(parts[Object.keys(parts).find((path) => path.endsWith(name)) ?? '']);
    const sheet = part('sheet1.xml');
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('<v>1234.5</v>');
    expect(sheet).toContain('rightToLeft="1"');
    expect(sheet + part('sharedStrings.xml')).toContain('12345678901234567890.12');
  });
});

describe('pictures of an answer', () => {
  const chart = (change: Partial<Chart> = {}): Chart => ({
    kind: 'bar',
    title: 'المبيعات حسب المنطقة',
    rtl: true,
    labels: Array.from({ length: 12 }, (_, n) => `شهر ${n + 1}`),
    series: [{ name: 'المبيعات', values: Array.from({ length: 12 }, (_, n) => n * 100) }],
    ...change,
  });

  it.each(['bar', 'line', 'pie'] as const)('draws a %s chart as a sharp PNG', async (kind) => {
    const png = await files.chart(chart({ kind }));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1600, 960]);
  });

  it('leaves right-to-left words no more room than they take', () => {
    const svg = drawSvg(chart({ labels: ['الخليج', 'الهضبة الإيرانية', 'أوروبا'] }));
    const [, x] = /<text[^>]*translate\((\d+(?:\.\d+)?)[^>]*>[^<]*أوروبا/.exec(svg) ?? [];
    expect(Number(x)).toBeGreaterThan(0.7 * 720);
  });

  it('grows with the bars that lie, so that none hides another name', async () => {
    const labels = Array.from({ length: 30 }, (_, n) => `Customer number ${n}`);
    const many = chart({ labels, series: [{ name: 'Sales', values: labels.map((_, n) => n) }] });
    expect((await files.chart(many)).readUInt32BE(20)).toBeGreaterThan(1_900);
    for (const name of labels) expect(drawSvg(many)).toContain(`>${name}<`);
  });

  it('draws the letters: the same chart without words is another picture', async () => {
    const blank = chart({
      title: '',
      labels: Array(12).fill(''),
      series: [{ name: '', values: Array(12).fill(0) }],
    });
    const named = chart({
      title: 'مبيعات',
      labels: Array(12).fill(''),
      series: [{ name: '', values: Array(12).fill(0) }],
    });
    expect((await files.chart(named)).length).toBeGreaterThan(
      (await files.chart(blank)).length + 500,
    );
  });

  it('goes on drawing after many pictures, in a fresh process', async () => {
    const small = chart({ labels: ['a', 'b'], series: [{ name: 's', values: [1, 2] }] });
    const pictures = await Promise.all(Array.from({ length: 70 }, () => files.chart(small)));
    expect(new Set(pictures.map((png) => png.length)).size).toBe(1);
  });
});
