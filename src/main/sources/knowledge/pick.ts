import type { Table } from '../../../preload/contract/database.ts';
import type { Index } from './build.ts';
import { weighEvidence } from './evidence.ts';
import { fillBudget } from './fill.ts';
import { termsSaid } from './glossary.ts';
import { readQuestion } from './question.ts';
import { rankTables } from './rank.ts';
import { textTokens } from './tokens.ts';

/** The tables shown to the model for one question. */
export interface Pick {
  /** Likeliest first; in the schema's own order when the whole schema is here. */
  tables: Table[];
  /** Upper estimate of the tokens of `renderDdl` over these tables. */
  tokens: number;
  /** Whether the whole schema fits the budget. */
  whole: boolean;
}

function wholeTokens(index: Index): number {
  const lengths = index.texts.map(
    ({ alone, links }, at) =>
      alone +
      1 +
      links.reduce(
        (sum, link, key) => ((index.graph.targets[at]?.[key] ?? -1) < 0 ? sum : sum + link),
        0,
      ),
  );
  return textTokens(lengths.reduce((sum, length) => sum + length, index.headerLength));
}

/** How likely the question needs each table, by table number. */
export function likelihoods(index: Index, question: string): Float64Array {
  const { postings, clusters, members, graph } = index;
  const meanings = termsSaid(index.extras.glossary, question).map(({ meaning }) => meaning);
  const terms = readQuestion(question, meanings, index);
  return rankTables(weighEvidence(terms, postings, clusters, members.length), members, graph);
}

/**
 * The tables the question most likely needs whose DDL fits `budget` tokens: all of them where the
 * schema is small, else the ranked ones with what joins them. The same question, the same answer.
 */
export function pickTables(index: Index, question: string, budget: number): Pick {
  const all = wholeTokens(index);
  if (all <= budget) return { tables: [...index.tables], tokens: all, whole: true };
  const { order, tokens } = fillBudget(index, likelihoods(index, question), budget);
  const tables = order.flatMap((at) => index.tables[at] ?? []);
  return { tables, tokens: tables.length === 0 ? 0 : tokens, whole: false };
}
