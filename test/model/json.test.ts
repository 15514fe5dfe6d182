import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseModelJson } from '../../src/main/model/json.ts';
import { cpuTime } from '../support/cpu-time.ts';

const Plan = z.object({ way: z.enum(['sql', 'none']), sql: z.string().nullable() });
const plan = { way: 'sql', sql: 'SELECT "a{" FROM t -- }' };
const written = JSON.stringify(plan);

describe('parseModelJson', () => {
  it.each([
    ['bare', written],
    ['fenced', `\`\`\`json\n${written}\n\`\`\``],
    ['fenced without a language', `\`\`\`\n${written}\n\`\`\``],
    ['in prose', `Here is the plan:\n${written}\nI hope it helps.`],
    ['after braces that are no JSON', `The set {a, b} [see] gives ${written}`],
    ['after another object', `{"thought":"hm"}\n${written}`],
    ['with a byte order mark', `\uFEFF${written}`],
  ])('reads JSON %s', (_name, text) => {
    expect(parseModelJson(text, Plan)).toEqual({ ok: true, value: plan });
  });

  it('names the field that does not fit', () => {
    const parsed = parseModelJson('{"way":"dance","sql":null}', Plan);
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining('way') });
  });

  it.each([
    ['I cannot.', 'no JSON'],
    ['{"way":"sql","sql":"SELECT', 'ends before'],
    ['{"way":sql}', 'not valid JSON'],
    ['', 'no JSON'],
  ])('says what is wrong with %j', (text, problem) => {
    const parsed = parseModelJson(text, Plan);
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  it('reads back any object, whatever text stands around it', () => {
    const Any = z.object({ text: z.string() });
    const property = fc.property(fc.string(), fc.lorem(), (text, around) => {
      const value = { text };
      const parsed = parseModelJson(`${around}\n${JSON.stringify(value)}\n${around}`, Any);
      expect(parsed).toEqual({ ok: true, value });
    });
    fc.assert(property);
  });

  it('never throws and stays quick on hostile text', async () => {
    const took = await cpuTime(() => {
      for (const text of ['{'.repeat(200_000), '"'.repeat(200_000), '{"a":'.repeat(50_000)])
        expect(parseModelJson(text, Plan).ok).toBe(false);
    });
    expect(took).toBeLessThan(2_000);
  });
});
