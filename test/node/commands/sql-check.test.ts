import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { runSqlCheck } from '../../../src/main/node/commands/sql-check.ts';

async function check(dialect: string, chunks: (string | Uint8Array)[]): Promise<unknown[]> {
  const output = new PassThrough();
  const read = text(output);
  const code = await runSqlCheck(['--dialect', dialect], Readable.from(chunks), output);
  output.end();
  expect(code).toBe(0);
  const lines = (await read).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line));
}

const line = (sql: string) => `${JSON.stringify({ sql })}\n`;

test('answers a line each, in order', async () => {
  const answers = await check('sqlite', [line('SELECT 1'), line('DROP TABLE t'), line('SELECT 2')]);
  expect(answers).toEqual([
    { ok: true },
    { ok: false, code: 'write', reason: expect.any(String) },
    { ok: true },
  ]);
});

test('ends lines at \\n alone, wherever chunks fall', async () => {
  const bytes = new TextEncoder().encode(line("SELECT 'سلام\u2028دنیا' AS g") + line('SELECT 1'));
  const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, part) =>
    bytes.subarray(part * 7, part * 7 + 7),
  );
  expect(await check('postgres', chunks)).toEqual([{ ok: true }, { ok: true }]);
});

test('judges a last line without its end', async () => {
  expect(await check('mysql', ['{"sql":"SELECT 1"}'])).toEqual([{ ok: true }]);
});

test('says which lines are not what it reads', async () => {
  const wrong = { ok: false, code: 'invalid_input', reason: expect.any(String) };
  const answers = await check('mssql', [
    'SELECT 1\n',
    '{"query":"x"}\n',
    '{"sql":1}\n',
    '\n',
    '[]\n',
  ]);
  expect(answers).toEqual([wrong, wrong, wrong, wrong, wrong]);
});

test('answers before the input ends, and waits for a slow reader', async () => {
  const input = new PassThrough();
  const output = new PassThrough({ highWaterMark: 1 });
  const done = runSqlCheck(['--dialect', 'sqlite'], input, output);
  input.write(line('SELECT 1'));
  const [first] = await new Promise<Buffer[]>((resolve) => {
    output.once('data', (chunk: Buffer) => resolve([chunk]));
  });
  expect(first?.toString()).toBe('{"ok":true}\n');
  input.end();
  expect(await done).toBe(0);
});

test.each([[[]], [['--dialect', 'oracle']], [['--dialekt', 'mssql']], [['mssql']]])(
  'answers 2 for the wrong call %j',
  async (args) => {
    const output = new PassThrough();
    expect(await runSqlCheck(args, Readable.from([]), output)).toBe(2);
    expect(output.readableLength).toBe(0);
  },
);
