import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIndex, type Index } from '../../src/main/sources/knowledge/build.ts';
import { noExtras } from '../../src/main/sources/knowledge/extras.ts';
import { pickTables } from '../../src/main/sources/knowledge/pick.ts';
import { SchemaFile, tablesOf } from '../../src/main/sources/knowledge/schema-file.ts';
import { qualifiedName, type Table } from '../../src/preload/contract/database.ts';
import { makeWarehouse } from '../sources/knowledge/warehouse.ts';
import { type Figure, figure, percentile, type Scenario } from './bench.ts';

interface Asked {
  question: string;
  tables: readonly string[];
}

/** Share of the questions whose needed tables are all within the budget, in percent. */
function recallAt(index: Index, questions: readonly Asked[], budget: number): number {
  const found = questions.filter(({ question, tables }) => {
    const names = new Set(pickTables(index, question, budget).tables.map(qualifiedName));
    return tables.every((name) => names.has(name));
  });
  return (100 * found.length) / questions.length;
}

/** Milliseconds of each question, warm: the first fifty are asked once before. */
function timings(index: Index, questions: readonly Asked[]): number[] {
  for (const { question } of questions.slice(0, 50)) pickTables(index, question, 6_000);
  return questions.map(({ question }) => {
    const start = performance.now();
    pickTables(index, question, 6_000);
    return performance.now() - start;
  });
}

function measure(name: string, tables: Table[], questions: readonly Asked[]): Figure[] {
  const start = performance.now();
  const index = buildIndex({ dialect: 'sqlite', tables }, noExtras);
  const built = performance.now() - start;
  const times = timings(index, questions);
  const recall = (budget: number, limit: number): Figure => {
    const metric = `${name}: all needed tables in ${budget} tokens`;
    return figure(metric, recallAt(index, questions, budget), '%', limit, 'above');
  };
  return [
    figure(`${name}: index of ${tables.length} tables`, built, 'ms'),
    recall(2_000, 92),
    recall(6_000, 97),
    figure(`${name}: a question, p50`, percentile(times, 0.5), 'ms'),
    figure(`${name}: a question, p99`, percentile(times, 0.99), 'ms', 20),
  ];
}

async function readFolder(folder: string): Promise<{ tables: Table[]; questions: Asked[] }> {
  const schema = SchemaFile.parse(JSON.parse(await readFile(join(folder, 'schema.json'), 'utf8')));
  const lines = (await readFile(join(folder, 'questions.jsonl'), 'utf8')).split('\n');
  return {
    tables: tablesOf(schema),
    questions: lines.filter(Boolean).map((line): Asked => JSON.parse(line)),
  };
}

/**
 * Picking tables over a generated warehouse of 1,500 tables, and, when `folder` holds a
 * `schema.json` and a `questions.jsonl` (`{question, tables}` a line), over those too.
 */
export async function benchKnowledge(folder?: string): Promise<Scenario> {
  const { tables, questions } = makeWarehouse(7, 1_500, 400);
  const rows = measure('generated warehouse', tables, questions);
  if (folder === undefined) return { name: 'knowledge', rows };
  const given = await readFolder(folder);
  return { name: 'knowledge', rows: [...rows, ...measure(folder, given.tables, given.questions)] };
}
