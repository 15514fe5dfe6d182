import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Dialect, dialects } from '../../../preload/contract/database.ts';
import { guards } from '../../sources/guard/guards.ts';
import { type Guard, openRules } from '../../sources/guard.ts';
import { linesOf } from './lines.ts';

const usage = `Usage: sql-check --dialect ${dialects.join('|')}
Reads JSON lines {"sql":"…"} and answers each with {"ok":true} or {"ok":false,"code":…,"reason":…}.`;

const Line = z.object({ sql: z.string() });

function parseLine(line: string): string | null {
  try {
    const parsed = Line.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data.sql : null;
  } catch {
    return null;
  }
}

async function answer(line: string, guard: Guard): Promise<object> {
  const sql = parseLine(line);
  if (sql === null)
    return { ok: false, code: 'invalid_input', reason: 'The line is not JSON like {"sql":"…"}.' };
  const verdict = await guard(sql, openRules);
  return verdict.ok ? { ok: true } : verdict;
}

function dialectOf(args: string[]): Dialect | null {
  try {
    const { values } = parseArgs({ args, options: { dialect: { type: 'string' } } });
    return Dialect.nullable()
      .catch(null)
      .parse(values.dialect ?? null);
  } catch {
    return null;
  }
}

/**
 * Judges statements read as JSON lines, in order and as they come. Answers the exit code: 0, or 2
 * for a wrong call, which is explained on stderr.
 */
export async function runSqlCheck(
  args: string[],
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<number> {
  const dialect = dialectOf(args);
  if (dialect === null) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  for await (const line of linesOf(input)) {
    const text = `${JSON.stringify(await answer(line, guards[dialect]))}\n`;
    if (!output.write(text)) await once(output, 'drain');
  }
  return 0;
}
