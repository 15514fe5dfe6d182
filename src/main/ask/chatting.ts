import { isoTime } from '../lib/clock.ts';
import type { ModelRequest } from '../model/model.ts';
import { languageOf } from './language.ts';
import { billedOn, type Outcome, outcomeOf, type Run, stageModel } from './progress.ts';
import { chatPrompt } from './prompts.ts';
import { worstOf } from './reserve.ts';

const chatOutputTokens = 4_096;
const chatTimeoutMs = 60_000;

/** Plain chat through a channel without databases: one call, no plan. */
export async function chat(run: Run): Promise<Outcome> {
  const { tools, question, asker, calls, signal, holds } = run;
  const request = chatRequest(run);
  const worst = worstOf(tools, asker, request);
  holds.use(await tools.budgets.reserve(asker, worst, signal, billedOn(run)));
  run.emit({ type: 'stage', stage: 'answer' });
  let text = '';
  const reply = question.quiet
    ? await calls.generate(request)
    : await calls.stream(request, (piece) => {
        text += piece;
        run.emit({ type: 'text', text });
      });
  run.progress.text = reply.text;
  return { ...outcomeOf(run, languageOf(reply.text, asker.language)), text: reply.text };
}

function chatRequest(run: Run): ModelRequest {
  const { tools, question, signal } = run;
  const { text, history } = question;
  return {
    model: stageModel(run, 'answer'),
    stage: 'answer',
    system: chatPrompt(isoTime(tools.clock), question.instructions ?? null),
    messages: [...(history ?? []), { role: 'user', text }],
    json: null,
    maxOutputTokens: chatOutputTokens,
    timeoutMs: chatTimeoutMs,
    facts: { kind: 'chat', text },
    signal,
  };
}
