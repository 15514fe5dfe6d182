import type { Context } from 'hono';
import { z } from 'zod';
import { say } from '../../../lib/i18n.ts';
import type { ChatAsk, ChatReply as Reply } from '../../../programs/chat.ts';
import { type ChatCommand, commandOf } from '../../../programs/commands.ts';
import { type Call, endpoint } from '../endpoint.ts';
import { eventStream, type Send } from '../event-stream.ts';
import { type Failure, failureBody, failureOf, sayFailure } from '../failures.ts';
import type { ChannelCaller } from '../guards.ts';
import { knock, takePlace } from '../rate-headers.ts';
import { receiptShown, resultShown } from '../receipt.ts';
import { saidJson } from '../said.ts';
import { ChatReply, noUsage, Text, UserId, usageOf } from '../wire.ts';

const ChatBody = z.object({
  user_id: UserId,
  text: Text.describe('A question, or one of the commands that GET /v1/commands lists.'),
  stream: z.boolean().optional().describe('Answer with server-sent events.'),
  database: z.int().positive().optional().describe('One of the channel’s databases by its id.'),
});
type ChatBody = z.infer<typeof ChatBody>;
type ChatCall = Call<ChannelCaller, ChatBody, undefined>;

export const chat = endpoint({
  method: 'post',
  path: '/chat',
  guard: 'channel',
  tag: 'chat',
  summary: 'Ask, as one of your users',
  description:
    'Questions of one user_id are answered one at a time, in order, each knowing what was said before. With `stream: true` or `Accept: text/event-stream` the answer comes as server-sent events: `stage`, `text` (the next piece as `{"delta"}`), then one `answer` (as the JSON answer) or `error`.',
  body: ChatBody,
  responses: { 200: { description: 'The answer', schema: ChatReply, events: true } },
  fails: [401, 403, 413, 422, 429, 503],
  handle(call) {
    const { context, deps, caller, body } = call;
    const refused = knock(deps, caller, body.user_id, call.headers);
    if (refused) return fail(call, refused);
    const given = commandOf(body.text);
    if (given) return command(call, given);
    if (body.database !== undefined && !caller.channel.databases.includes(body.database))
      return fail(call, foreignDatabase(caller));
    const taken = takePlace(deps, caller);
    if ('failure' in taken) return fail(call, taken.failure);
    const asked: ChatAsk = {
      channel: caller.channel,
      keyId: caller.key.id,
      userId: body.user_id,
      text: body.text,
      databaseId: body.database ?? null,
      place: taken.place,
      quiet: !wantsEvents(context, body),
      own: null,
    };
    return asked.quiet ? whole(call, asked) : streamed(call, asked);
  },
});

const fail = ({ caller, headers }: ChatCall, failure: Failure): Response =>
  sayFailure({ style: 'diwan', language: caller.channel.row.language, headers }, failure);

const wantsEvents = ({ req }: Context, body: ChatBody): boolean =>
  body.stream ?? req.header('accept')?.includes('text/event-stream') ?? false;

const foreignDatabase = ({ channel }: ChannelCaller): Failure => ({
  status: 403,
  error: 'access_denied',
  response: say(channel.row.language, 'channel.databaseForeign'),
});

async function command(
  { context, deps, caller, body, headers }: ChatCall,
  given: { command: ChatCommand | null; rest: string },
): Promise<Response> {
  const { signal } = context.req.raw;
  const { command: run } = deps.programs;
  const { text, model, session } = await run(caller.channel, body.user_id, given, signal);
  const reply = bodyOf(text, model, session);
  if (!wantsEvents(context, body)) return saidJson(reply, 200, headers);
  return eventStream(context, headers, async (send) => send('answer', JSON.stringify(reply)));
}

async function whole({ context, deps, headers }: ChatCall, asked: ChatAsk): Promise<Response> {
  const reply = await deps.programs.chat(asked, context.req.raw.signal, () => undefined);
  return saidJson(answered(reply), 200, headers);
}

function streamed(call: ChatCall, asked: ChatAsk): Promise<Response> {
  const { context, deps, caller, headers } = call;
  return eventStream(context, headers, async (send, signal) => {
    try {
      const reply = await deps.programs.chat(asked, signal, teller(send));
      send('answer', JSON.stringify(answered(reply)));
    } catch (error) {
      const failure = failureOf(deps, caller.channel.row.language, error);
      send('error', JSON.stringify(failureBody(failure)));
    }
  });
}

/** Tells stages by their names and the text piece by piece. */
function teller(send: Send): Parameters<ChatCall['deps']['programs']['chat']>[2] {
  let told = 0;
  return (event) => {
    if (event.type === 'stage') send('stage', JSON.stringify({ stage: event.stage }));
    if (event.type !== 'text') return;
    send('text', JSON.stringify({ delta: event.text.slice(told) }));
    told = event.text.length;
  };
}

const bodyOf = (response: string, model: string, session: Reply['session']) => ({
  success: true as const,
  response,
  model,
  total_message_count: session?.totalMessageCount ?? 0,
  session_id: session?.uuid ?? '',
  usage: noUsage,
  sql: null,
  result: null,
  receipt: null,
});

const answered = ({ text, model, session, answer }: Reply): z.infer<typeof ChatReply> => ({
  ...bodyOf(text, model, session),
  usage: usageOf(answer),
  sql: answer.sql,
  result: answer.result && resultShown(answer.result),
  receipt: receiptShown(answer.receipt),
});
