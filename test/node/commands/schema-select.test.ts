import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSchemaSelect } from '../../../src/main/node/commands/schema-select.ts';

const column = (name: string) => ({ name, type: 'text' });
const schema = {
  tables: [
    { name: 'shop.orders', columns: [column('id'), column('customer_id')], foreignKeys: [] },
    {
      name: 'a.b.tickets',
      columns: [column('id'), column('Raised By')],
      foreignKeys: [{ column: 'Raised By', table: 'shop.orders', references: 'id' }],
    },
    { name: '.odd', columns: [column('x')] },
    ...Array.from({ length: 300 }, (_, n) => ({ name: `other.t${n}`, columns: [column(`c${n}`)] })),
  ],
};

let folder = '';
let file = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diwan-select-'));
  file = join(folder, 'schema.json');
  await writeFile(file, JSON.stringify(schema));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: string[], input = '') {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const written = text(output);
  const code = await runSchemaSelect(args, Readable.from([input]), output, errors);
  output.end();
  errors.end();
  const lines = (await written).split('\n').filter(Boolean);
  return { code, errors: await text(errors), lines: lines.map((line) => JSON.parse(line)) };
}

describe('schema-select', () => {
  it('answers each line in order, with the names of the file', async () => {
    const input = [
      JSON.stringify({ question: 'Who raised the tickets?' }),
      'no json',
      JSON.stringify({ question: 'orders \u2028 of customers' }).replace('\\u2028', '\u2028'),
      JSON.stringify({ text: 'wrong key' }),
    ].join('\n');
    const { code, lines, errors } = await run(['--schema', file, '--budget', '60'], input);
    expect(code).toBe(0);
    expect(errors).toBe('');
    expect(lines).toHaveLength(4);
    expect(lines[0].tables[0]).toBe('a.b.tickets');
    expect(lines[2].tables[0]).toBe('shop.orders');
    for (const at of [0, 2]) {
      expect(lines[at].tokens).toBeLessThanOrEqual(60);
      expect(schema.tables.map(({ name }) => name)).toEqual(
        expect.arrayContaining(lines[at].tables),
      );
    }
    for (const at of [1, 3]) expect(lines[at].error).toContain('"question"');
  });

  it('keeps the budget for callers who lay the DDL out widely, at 4 characters a token', async () => {
    const wide = new Map(
      schema.tables.map(({ name, columns }) => [
        name,
        `CREATE TABLE "${name}" (\n${columns.map((c) => `  "${c.name}" ${c.type}`).join(',\n')}\n);\n`,
      ]),
    );
    for (const budget of [50, 200, 1_000]) {
      const { lines } = await run(['--schema', file, '--budget', `${budget}`], '{"question":"t"}');
      const names: string[] = lines[0].tables;
      expect(names.length).toBeGreaterThan(0);
      const characters = names.reduce((sum, name) => sum + (wide.get(name)?.length ?? 0), 0);
      expect(characters / 4).toBeLessThanOrEqual(budget);
    }
  });

  it('answers with everything when everything fits', async () => {
    const { lines } = await run(['--schema', file, '--budget', '99999'], '{"question":"x"}\n');
    expect(lines[0].tables).toEqual(schema.tables.map(({ name }) => name));
  });

  it.each([
    [[], '--schema is missing'],
    [['--schema', 'x.json'], '--budget wants'],
    [['--schema', 'x.json', '--budget', '-3'], 'schema-select --schema FILE --budget TOKENS'],
    [['--schema', 'x.json', '--budget', '12', '--more'], '--more'],
    [
      ['--schema', '/nowhere/x.json', '--budget', '12'],
      "no such file or directory, open '/nowhere/x.json'",
    ],
    [['--schema', tmpdir(), '--budget', '12'], 'cannot be read: EISDIR'],
  ])('says what is wrong with %j', async (args, sentence) => {
    const { code, errors, lines } = await run(args);
    expect(code).toBe(2);
    expect(errors).toContain(sentence);
    expect(lines).toEqual([]);
  });

  it('says what is wrong with the file', async () => {
    const bad = join(folder, 'bad.json');
    await writeFile(bad, JSON.stringify({ tables: [{ name: 'x', columns: [{}] }] }));
    const { code, errors } = await run(['--schema', bad, '--budget', '12']);
    expect(code).toBe(2);
    expect(errors).toContain('tables.0.columns.0.name');
  });
});
