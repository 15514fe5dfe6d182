import { qualifiedName } from '../../../preload/contract/database.ts';
import type { Index } from './build.ts';
import { renderDdl } from './ddl.ts';
import type { GlossaryEntry, VerifiedQuery } from './extras.ts';
import { termsSaid } from './glossary.ts';
import type { Pick } from './pick.ts';
import { trigrams } from './similar.ts';
import { splitWords } from './words.ts';

const most = { glossary: 12, verified: 3 } as const;
/** A verified question must share at least this much with the asked one to serve as an example. */
const leastLikeness = 0.2;

/** The owners' knowledge that bears on a question, and the schema, as the plan prompt shows them. */
export interface RenderedKnowledge {
  ddl: string;
  /** Empty when there is nothing to say. */
  glossary: string;
  examples: string;
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const piece of a) if (b.has(piece)) common++;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

const piecesOf = (text: string): Set<string> =>
  new Set(splitWords(text).flatMap((word) => [word, ...trigrams(word)]));

/** Up to three verified queries most like the question, the likest first. */
export function similarQueries(
  verified: readonly VerifiedQuery[],
  question: string,
): VerifiedQuery[] {
  if (verified.length === 0) return [];
  const asked = piecesOf(question);
  return verified
    .map((query) => ({ query, score: likeness(asked, piecesOf(query.question)) }))
    .filter(({ score }) => score >= leastLikeness)
    .sort((a, b) => b.score - a.score)
    .slice(0, most.verified)
    .map(({ query }) => query);
}

/** Terms that the question says, then those about the picked tables. */
function glossaryFor(entries: readonly GlossaryEntry[], question: string, shown: Set<string>) {
  const first = termsSaid(entries, question);
  const near = ({ tables }: GlossaryEntry): boolean =>
    tables.some((name) => shown.has(name.toLowerCase()));
  const rest = entries.filter((entry) => !first.includes(entry) && near(entry));
  return [...first, ...rest].slice(0, most.glossary);
}

/** A schema that is shown whole reads the same for every question. */
const wholes = new WeakMap<Index, string>();

function ddlOf(index: Index, { tables, whole }: Pick): string {
  const known = whole ? wholes.get(index) : undefined;
  if (known !== undefined) return known;
  const ddl = renderDdl(index.dialect, tables);
  if (whole) wholes.set(index, ddl);
  return ddl;
}

const line = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

/** Glossary lines, examples and DDL for one question over the tables picked for it. */
export function renderKnowledge(index: Index, question: string, pick: Pick): RenderedKnowledge {
  const shown = new Set(pick.tables.map((table) => qualifiedName(table).toLowerCase()));
  const glossary = glossaryFor(index.extras.glossary, question, shown);
  const examples = similarQueries(index.extras.verified, question);
  return {
    ddl: ddlOf(index, pick),
    glossary: glossary.map(({ term, meaning }) => `- ${line(term)}: ${line(meaning)}`).join('\n'),
    examples: examples
      .map(({ question: asked, sql }) => `Q: ${line(asked)}\nSQL: ${sql.trim()}`)
      .join('\n\n'),
  };
}
