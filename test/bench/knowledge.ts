import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIndex, type Index } from '../../src/main/sources/knowledge/build.ts';
import { noExtras } from '../../src/main/sources/knowledge/extras.ts';
import { pickTables } from '../../src/main/sources/knowledge/pick.ts';
import { SchemaFile, tablesOf } from '../../src/main/sources/knowledge/schema-file.ts';
import { qualifiedName, type Table } from '../../src/preload/contract/database.ts';
import { makeWarehouse } from '../sources/knowledge/warehouse.ts';

interface Row {
  metric: string;
  value: number;
  unit: string;
  limit: number | null;
}

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

function timings(index: Index, questions: readonly Asked[]): number[] {
  const times = questions.map(({ question }) => {
    const start = performance.now();
    pickTables(index, question, 6_000);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b);
}

function measure(name: string, tables: Table[], questions: readonly Asked[]): Row[] {
  const start = performance.now();
  const index = buildIndex({ dialect: 'sqlite', tables }, noExtras);
  const built = performance.now() - start;
  const times = timings(index, questions);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0;
  const row = (metric: string, value: number, unit: string, limit: number | null): Row => ({
    metric: `${name}: ${metric}`,
    value,
    unit,
    limit,
  });
  return [
    row('tables', tables.length, 'tables', null),
    row('index built', built, 'ms', null),
    row('all needed tables in 2,000 tokens', recallAt(index, questions, 2_000), '%', 92),
    row('all needed tables in 6,000 tokens', recallAt(index, questions, 6_000), '%', 97),
    row('question p50', at(0.5), 'ms', null),
    row('question p99', at(0.99), 'ms', 20),
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
export async function benchKnowledge(folder?: string): Promise<{ name: string; rows: Row[] }> {
  const { tables, questions } = makeWarehouse(7, 1_500, 400);
  const rows = measure('generated warehouse', tables, questions);
  if (folder === undefined) return { name: 'knowledge', rows };
  const given = await readFolder(folder);
  return { name: 'knowledge', rows: [...rows, ...measure(folder, given.tables, given.questions)] };
}
