import type { Clock } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { ModelInfo, ModelReply, ModelRequest, Provider } from '../model.ts';
import { planQuestion } from './plan.ts';
import { explain, writeMail } from './say/explain.ts';
import { say } from './say/texts.ts';
import { answerTalk } from './talk.ts';
import { languageOf } from './words/language.ts';

export const practiceModel: ModelInfo = {
  id: 'practice',
  name: 'Practice model (built in, free)',
  contextTokens: null,
};

function answer({ facts, messages }: ModelRequest): string {
  switch (facts.kind) {
    case 'plan':
      return JSON.stringify(planQuestion(facts, messages));
    case 'explain':
      return explain(facts.result, facts.language, facts.sql);
    case 'mail':
      return writeMail(facts.question, facts.language, facts.result);
    case 'chat': {
      const language = languageOf(facts.text);
      return answerTalk(facts.text, language, null, null) ?? say(language, 'chat');
    }
  }
}

/** There is no tokenizer: four characters a token, the usual rough guess. */
const tokens = (...texts: readonly string[]): number =>
  Math.ceil(texts.reduce((sum, text) => sum + text.length, 0) / 4);

function checkAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new DiwanError('cancelled', { cause: signal.reason });
}

/** Pieces of a few words, as a model streams them. */
const pieces = (text: string): string[] => text.match(/\S+\s*\S*\s*/g) ?? [];

/**
 * The built-in model for trying Diwan without a key: a grammar over the schema, no network. What
 * it understands is listed in docs/practice-model.md.
 */
export function createPracticeProvider({ clock }: { clock: Clock }): Provider {
  const run = (request: ModelRequest): ModelReply => {
    checkAborted(request.signal);
    const start = clock.monotonic();
    const text = answer(request);
    const input = tokens(request.system, ...request.messages.map((message) => message.text));
    const usage = { input, cached: 0, output: tokens(text), thinking: 0 };
    return { text, usage, elapsedMs: clock.monotonic() - start };
  };
  return {
    generate: async (request) => run(request),
    stream: async (request, onText) => {
      const reply = run(request);
      for (const piece of pieces(reply.text)) {
        checkAborted(request.signal);
        onText(piece);
      }
      return reply;
    },
    list: async (signal) => {
      checkAborted(signal);
      return [practiceModel];
    },
  };
}
