import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { qualifiedName } from '../../../preload/contract/database.ts';
import { buildIndex, type Index } from '../../sources/knowledge/build.ts';
import { noExtras } from '../../sources/knowledge/extras.ts';
import { pickTables } from '../../sources/knowledge/pick.ts';
import { measureAnyLayout } from '../../sources/knowledge/plain.ts';
import { SchemaFile, tablesOf } from '../../sources/knowledge/schema-file.ts';
import { linesOf } from './lines.ts';

const usage = 'Usage: schema-select --schema FILE --budget TOKENS';

const Line = z.object({ question: z.string() });

interface Options {
  file: string;
  budget: number;
}

function readValues(args: readonly string[]): { schema?: string; budget?: string } | string {
  const options = { schema: { type: 'string' }, budget: { type: 'string' } } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
}

/** The options, or a sentence that says what is wrong with them. */
function readOptions(args: readonly string[]): Options | string {
  const values = readValues(args);
  if (typeof values === 'string') return `${values} ${usage}`;
  const budget = Number(values.budget);
  if (values.schema === undefined) return `--schema is missing. ${usage}`;
  if (!Number.isInteger(budget) || budget <= 0)
    return `--budget wants a whole number of tokens above 0. ${usage}`;
  return { file: values.schema, budget };
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The file's index, or a sentence that says what is wrong with the file. */
async function loadIndex(file: string): Promise<Index | string> {
  const read = await readFile(file, 'utf8').then(
    (text) => ({ text }),
    (error: Error) => error,
  );
  // The system's own words name the file: «ENOENT: no such file or directory, open '…'».
  if (read instanceof Error) return `The schema file cannot be read: ${read.message}.`;
  const parsed = SchemaFile.safeParse(parseJson(read.text));
  if (parsed.success)
    return buildIndex(
      { dialect: 'sqlite', tables: tablesOf(parsed.data) },
      noExtras,
      measureAnyLayout,
    );
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  return `The schema file ${file} is not valid: ${where} ${issue?.message}.`;
}

function answer(index: Index, line: string, budget: number): object {
  const parsed = Line.safeParse(parseJson(line));
  if (!parsed.success) return { error: 'The line is not a JSON object with a "question" text.' };
  const { tables, tokens } = pickTables(index, parsed.data.question, budget);
  return { tables: tables.map(qualifiedName), tokens };
}

/**
 * `schema-select --schema FILE --budget TOKENS`: a line of `{"question"}` in, a line of
 * `{"tables","tokens"}` (likeliest first) or `{"error"}` out, in order. Answers the exit code:
 * 0, or 2 with a sentence on `errors` when the arguments or the file are no good.
 */
export async function runSchemaSelect(
  args: readonly string[],
  input: Readable,
  output: Writable,
  errors: Writable = process.stderr,
): Promise<number> {
  const options = readOptions(args);
  const index = typeof options === 'string' ? options : await loadIndex(options.file);
  if (typeof options === 'string' || typeof index === 'string') {
    errors.write(`${index}\n`);
    return 2;
  }
  for await (const line of linesOf(input)) {
    const text = `${JSON.stringify(answer(index, line, options.budget))}\n`;
    if (!output.write(text)) await once(output, 'drain');
  }
  return 0;
}
