import type { Language } from '../../preload/contract/answer.ts';
import type { AskableDatabase, LinkedSchema } from '../databases/catalogue.ts';
import { isoTime } from '../lib/clock.ts';
import { say } from '../lib/i18n.ts';
import type { Facts, Message, ModelRequest } from '../model/model.ts';
import { chartOf } from './chart.ts';
import { chat } from './chatting.ts';
import { explainRequest } from './explaining.ts';
import { languageOf } from './language.ts';
import { mail } from './mailing.ts';
import { doubtfulNumbers } from './numbers.ts';
import { makePlan, planRequest } from './planning.ts';
import { billedOn, memoryKey, type Outcome, outcomeOf, type Run, stageModel } from './progress.ts';
import { planPrompt } from './prompts.ts';
import { query } from './querying.ts';
import { reserveQuestion, worstOf } from './reserve.ts';

/** The middle of a question's way: recall, know the database, plan, check and run, explain. */
export async function work(run: Run): Promise<Outcome> {
  const { tools, question, asker, signal } = run;
  if (question.databaseId === null && asker.door === 'api') return chat(run);
  const database =
    question.databaseId === null
      ? null
      : await tools.openDatabase(question.databaseId, asker, signal);
  run.progress.database = database && {
    id: database.id,
    name: database.name,
    dialect: database.dialect,
  };
  const linked = database?.link(question.text, tools.settings().schemaTokens) ?? null;
  const request = firstRequest(run, database, linked);
  const answerModel = stageModel(run, 'answer');
  const bill = { payer: asker, day: billedOn(run) };
  const { reserved, forAnswer } = await reserveQuestion(tools, bill, request, answerModel, signal);
  run.holds.use(reserved);
  run.emit({ type: 'stage', stage: 'summary' });
  const afford = (more: ModelRequest) => reserved.grow(worstOf(tools, asker, more));
  const plan = await makePlan(run.calls, request, afford);
  run.progress.plan = plan;
  const language = plan.language ?? languageOf(question.words ?? question.text, asker.language);
  if (database && plan.sql && (plan.way === 'sql' || plan.way === 'email')) {
    await query(run, database, request, reserved);
    const answered = await explain(run, language, async (asked) => {
      const missing = worstOf(tools, asker, asked) - forAnswer;
      if (missing > 0) await reserved.grow(missing);
    });
    return plan.way === 'email' ? mail(run, reserved, language, answered) : answered;
  }
  if (plan.way === 'email') return mail(run, reserved, language, aboutBefore(run, language));
  return inWords(run, language);
}

function firstRequest(
  run: Run,
  database: AskableDatabase | null,
  linked: LinkedSchema | null,
): ModelRequest {
  const { tools, question, asker, signal } = run;
  const now = isoTime(tools.clock);
  const history = question.history ?? tools.memory.recall(memoryKey(asker));
  const messages: Message[] = [...history, { role: 'user', text: question.text }];
  const known = database && linked && { dialect: database.dialect, text: linked.text };
  const schema = linked?.schema ?? null;
  const facts: Facts = { kind: 'plan', question: question.text, schema, now, previous: null };
  return planRequest(stageModel(run, 'summary'), planPrompt(known, now), messages, facts, signal);
}

/** Mail about what was said before: no rows of its own. */
function aboutBefore(run: Run, language: Language): Outcome {
  const text = run.progress.plan?.answer ?? '';
  run.progress.text = text;
  return { ...outcomeOf(run, language), text };
}

/** Conversation, a question back, or why there is no answer: nothing was run. */
function inWords(run: Run, language: Language): Outcome {
  const { plan } = run.progress;
  const clarify = plan?.way === 'clarify' ? plan.clarify : null;
  const text = plan?.answer ?? clarify?.question ?? say(language, 'ask.nothing_to_say');
  run.progress.text = text;
  const way = plan?.way === 'clarify' || plan?.way === 'none' ? plan.way : 'conversation';
  return { ...outcomeOf(run, language), way, text, clarify };
}

async function explain(
  run: Run,
  language: Language,
  afford: (request: ModelRequest) => Promise<void>,
): Promise<Outcome> {
  const { plan, result, sql } = run.progress;
  if (!result || !sql) throw new RangeError('explaining what was not run');
  run.emit({ type: 'stage', stage: 'answer' });
  const interpretation = plan?.interpretation ?? null;
  const asked = { text: run.question.text, interpretation, sql, language };
  const request = explainRequest(stageModel(run, 'answer'), asked, result, run.signal);
  await afford(request);
  let text = '';
  const reply = await run.calls.stream(request, (piece) => {
    text += piece;
    run.emit({ type: 'text', text });
  });
  run.progress.text = reply.text;
  return {
    ...outcomeOf(run, language),
    way: 'sql',
    text: reply.text,
    chart: chartOf(result, run.question.text, language),
    doubtfulNumbers: doubtfulNumbers(reply.text, result, run.question.text),
  };
}
