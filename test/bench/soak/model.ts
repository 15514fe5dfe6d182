import type { ModelCall, Script, Scripted } from '../../support/models/script.ts';
import { customerIn, tokensIn } from './words.ts';

export interface ModelFaults {
  /** The share of calls that go wrong. */
  share: number;
  /** Whether some of them never end: each holds its person for a minute. */
  hang: boolean;
  /** 1: a model that takes 60 to 300 ms a call. */
  slowness?: number;
}

export interface Counted {
  /** How many calls each kind of fault struck. */
  struck: Map<string, number>;
  scripted: Scripted;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** A model that reads its prompts and answers from them, and fails as models do. */
export function soakModel(random: () => number, faults: ModelFaults): Counted {
  const struck = new Map<string, number>();
  const scripted: Scripted = async (call) => {
    await pause((60 + random() * 240) * (faults.slowness ?? 1));
    const script = { ...answerTo(call), ...(call.stream && { pieceMs: 15 }) };
    if (random() >= faults.share) return script;
    const [kind, broken] = broke(script, call, random(), faults.hang);
    struck.set(kind, 1 + (struck.get(kind) ?? 0));
    return broken;
  };
  return { struck, scripted };
}

/** One of the ways in which calls fail, by a chance between 0 and 1. */
function broke(script: Script, call: ModelCall, chance: number, hang: boolean): [string, Script] {
  if (chance < 0.5) return ['5xx', { status: chance < 0.25 ? 503 : 500 }];
  if (chance < 0.6) return ['429', { status: 429, retryAfter: 1 }];
  if (chance < 0.75) return ['not JSON', call.json ? { text: 'Well, {"way": "sql", ' } : script];
  if (chance < 0.8) return ['not HTTP', { raw: { after: 0, text: '{"candidates": [tru' } }];
  // Gemini tells its tokens as it goes; the other only at the end, and half an answer is a guess.
  const breakAfter = call.provider === 'gemini' ? 1 : 0;
  if (chance < 0.9) return ['broken off', { ...script, breakAfter, until: pause(100) }];
  if (chance < 0.97 || !hang) return ['slow', { ...script, delayMs: 3_000 }];
  return ['never ends', { ...script, hang: true }];
}

function answerTo(call: ModelCall): Script {
  if (call.system.includes('You draft an e-mail')) return mail(call);
  if (call.json) return { json: plan(call) };
  if (call.system.includes('what the rows of a query result say')) return explain(lastText(call));
  return chat(call);
}

const lastText = (call: ModelCall): string => call.messages.at(-1)?.text ?? '';

/** The question is the last message that carries a token; what came before it is memory. */
function plan({ messages }: ModelCall) {
  const isAsked = ({ role, text }: (typeof messages)[number]) =>
    role === 'user' && tokensIn(text).length > 0;
  const at = messages.findLastIndex(isAsked);
  const question = messages[at]?.text ?? '';
  const [token = 'none'] = tokensIn(question);
  if (/Good morning/.test(question))
    return { way: 'conversation', answer: `Good morning! ${token}` };
  if (/as a chart/.test(question)) return { way: 'sql', sql: chartSql, interpretation: token };
  const before = messages.slice(0, at);
  const [earlier = 'first'] = tokensIn(before.findLast(isAsked)?.text ?? '');
  const customer = customerIn(question) ?? 1 + customerBefore(before);
  const sql = `SELECT '${token}' AS reference, '${earlier}' AS earlier, count(*) AS orders FROM orders WHERE customer = ${customer}`;
  const to = /mail to (\S+@\S+)/.exec(question)?.[1];
  return to === undefined
    ? { way: 'sql', sql, interpretation: 'As asked.' }
    : { way: 'email', sql, recipients: [to], interpretation: 'As asked.' };
}

/** The memory keeps the SQL of each answer: a follow-up goes on from the last. */
function customerBefore(messages: ModelCall['messages']): number {
  const answers = messages.filter(({ role }) => role === 'assistant').map(({ text }) => text);
  const last = answers.findLast((text) => /customer = \d+/.test(text)) ?? '';
  return Number(/customer = (\d+)/.exec(last)?.[1] ?? -1);
}

const chartSql =
  "SELECT 'customer ' || customer AS name, count(*) AS orders FROM orders WHERE customer <= 12 GROUP BY customer ORDER BY customer";

/** What it says stands in the rows: a mixed-up result would show. */
function explain(message: string): Script {
  const [question = '', rows = ''] = message.split('\n\nResult: ');
  const line = rows.split('\n').findLast((text) => text.startsWith('ref-'));
  const [token = tokensIn(question)[0], , orders] = line?.split(' | ') ?? [];
  return { text: orders === undefined ? `As drawn. ${token}` : `There are ${orders}. ${token}` };
}

/** Asked again after a broken answer, the result stands further up. */
function mail({ messages }: ModelCall): Script {
  const result = messages.findLast(({ text }) => text.includes('Result: '))?.text ?? '';
  const [token = 'none'] = tokensIn(result.split('Result: ')[1] ?? '');
  return { json: { subject: `Orders ${token}`, body: `As you asked. ${token}` } };
}

/** Plain chat of a program: names the token of the message before as well. */
function chat(call: ModelCall): Script {
  const said = call.messages.filter(({ role }) => role === 'user').map(({ text }) => text);
  const [token = 'none'] = tokensIn(said.at(-1) ?? '');
  const [earlier = 'first'] = tokensIn(said.at(-2) ?? '');
  return { text: `Understood ${token}, after ${earlier}.` };
}
