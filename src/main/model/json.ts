import { z } from 'zod';

export type ParsedJson<T> = { ok: true; value: T } | { ok: false; problem: string };

const maxCandidates = 20;
const maxProblemLength = 800;

/**
 * A model's JSON answer, by its schema. Takes code fences and text around the JSON. A problem is
 * worded for the model itself, to be sent back for one more try.
 */
export function parseModelJson<T>(text: string, schema: z.ZodType<T>): ParsedJson<T> {
  let problem: string | null = null;
  for (const candidate of candidates(text)) {
    const read = readJson(candidate);
    if (read === null) continue;
    const parsed = schema.safeParse(read.value);
    if (parsed.success) return { ok: true, value: parsed.data };
    problem ??= `The JSON does not fit the schema:\n${z.prettifyError(parsed.error)}`;
  }
  problem ??= syntaxProblem(text);
  return { ok: false, problem: problem.slice(0, maxProblemLength) };
}

function* candidates(text: string): Generator<string> {
  yield text.trim();
  let at = 0;
  for (let count = 0; count < maxCandidates; count++) {
    const start = text.slice(at).search(/[{[]/);
    if (start < 0) return;
    const from = at + start;
    const end = closingIndex(text, from);
    if (end !== null) yield text.slice(from, end + 1);
    at = end === null ? from + 1 : end + 1;
  }
}

/** Whole strings, so that brackets inside them do not count, and brackets. */
const stringOrBracket = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/** Where the bracket opened at `from` closes; null where it never does. */
function closingIndex(text: string, from: number): number | null {
  let depth = 0;
  stringOrBracket.lastIndex = from;
  for (let hit = stringOrBracket.exec(text); hit !== null; hit = stringOrBracket.exec(text)) {
    if (hit[0] === '{' || hit[0] === '[') depth++;
    else if (hit[0] === '}' || hit[0] === ']') depth--;
    if (depth === 0) return hit.index;
  }
  return null;
}

function readJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function syntaxProblem(text: string): string {
  const start = text.search(/[{[]/);
  if (start < 0) return 'The answer holds no JSON. Answer with one JSON object and nothing else.';
  if (closingIndex(text, start) === null)
    return 'The JSON ends before it is closed. Answer with one whole, shorter JSON object.';
  return 'The answer is not valid JSON. Answer with one JSON object and nothing else.';
}
