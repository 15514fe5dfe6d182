import type { Language } from '../../preload/contract/answer.ts';
import type { Result } from '../../preload/contract/database.ts';
import type { ModelRequest } from '../model/model.ts';
import { explainMessage, explainPrompt } from './prompts.ts';

export const explainOutputTokens = 2_048;
const explainTimeoutMs = 60_000;

/** Stage 2: what the rows say, in the language of the question. */
export function explainRequest(
  model: string,
  question: { text: string; interpretation: string | null; sql: string; language: Language },
  result: Result,
  signal: AbortSignal,
): ModelRequest {
  return {
    model,
    stage: 'answer',
    system: explainPrompt(question.language),
    messages: [
      { role: 'user', text: explainMessage(question.text, question.interpretation, result) },
    ],
    json: null,
    maxOutputTokens: explainOutputTokens,
    timeoutMs: explainTimeoutMs,
    facts: {
      kind: 'explain',
      question: question.text,
      language: question.language,
      sql: question.sql,
      result,
    },
    signal,
  };
}
