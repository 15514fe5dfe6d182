import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../../src/main/sources/knowledge/build.ts';
import { noExtras } from '../../../src/main/sources/knowledge/extras.ts';
import { pathBetween } from '../../../src/main/sources/knowledge/graph.ts';
import { pickTables } from '../../../src/main/sources/knowledge/pick.ts';
import { qualifiedName } from '../../../src/preload/contract/database.ts';
import { makeWarehouse } from './warehouse.ts';

const warehouse = makeWarehouse(7, 1_500, 400);
const index = buildIndex({ dialect: 'postgres', tables: warehouse.tables }, noExtras);
const namesFor = (question: string, budget: number): Set<string> =>
  new Set(pickTables(index, question, budget).tables.map(qualifiedName));

const recall = (budget: number): number => {
  const found = warehouse.questions.filter(({ question, tables }) => {
    const names = namesFor(question, budget);
    return tables.every((name) => names.has(name));
  });
  return found.length / warehouse.questions.length;
};

describe('a warehouse of 1,500 tables asked in three languages', () => {
  it.each([
    [500, 0.8],
    [1_000, 0.94],
    [2_000, 0.97],
    [6_000, 0.99],
  ])('holds all needed tables within %i tokens for a share of %f', (budget, floor) => {
    expect(recall(budget)).toBeGreaterThanOrEqual(floor);
  });

  it('joins the likeliest tables of a database by what lies between them', () => {
    for (const { question } of warehouse.questions.slice(0, 60)) {
      const picked = [...namesFor(question, 3_000)].map((name) => index.names.indexOf(name));
      const [first, second] = picked;
      if (first === undefined || second === undefined) throw new Error('nothing was picked');
      const between = pathBetween(index.graph, first, new Set([second]), 4, () => 0);
      const inside = {
        ...index.graph,
        neighbours: index.graph.neighbours.map((list) => list.filter((at) => picked.includes(at))),
      };
      if (between) expect(pathBetween(inside, first, new Set([second]), 8, () => 0)).not.toBeNull();
    }
  });
});
