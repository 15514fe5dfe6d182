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

const usage = 'Usage: schema-select --schema FILE --budget TOKENS';

const Line = z.object({ question: z.string() });

/** Ends the command with a sentence for the person who typed it. */
class UsageProblem extends Error {}

interface Options {
  file: string;
  budget: number;
}

function readOptions(args: readonly string[]): Options {
  const options = { schema: { type: 'string' }, budget: { type: 'string' } } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const budget = Number(values.budget);
    if (values.schema === undefined) throw new UsageProblem('--schema is missing.');
    if (!Number.isInteger(budget) || budget <= 0)
      throw new UsageProblem('--budget wants a whole number of tokens above 0.');
    return { file: values.schema, budget };
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : 'Bad usage.'} ${usage}`);
  }
}

async function loadIndex(file: string): Promise<Index> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageProblem(`The schema file ${file} cannot be read.`);
  });
  const parsed = SchemaFile.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw new UsageProblem(`The schema file ${file} is not valid: ${where} ${issue?.message}.`);
  }
  return buildIndex(
    { dialect: 'sqlite', tables: tablesOf(parsed.data) },
    noExtras,
    measureAnyLayout,
  );
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON lines end at \n alone (readline would also cut at U+2028); a last line may lack it. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let rest = '';
  input.setEncoding('utf8');
  for await (const chunk of input) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest.trim() !== '') yield rest;
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
  try {
    const { file, budget } = readOptions(args);
    const index = await loadIndex(file);
    for await (const line of linesOf(input))
      output.write(`${JSON.stringify(answer(index, line, budget))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageProblem)) throw error;
    errors.write(`${error.message}\n`);
    return 2;
  }
}
