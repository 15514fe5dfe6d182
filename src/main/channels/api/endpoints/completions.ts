import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { say } from '../../../lib/i18n.ts';
import type { Message } from '../../../model/model.ts';
import type { ChatAsk, ChatReply } from '../../../programs/chat.ts';
import { type Call, endpoint } from '../endpoint.ts';
import { eventStream } from '../event-stream.ts';
import { type Failure, failureOf, openaiBody, sayFailure } from '../failures.ts';
import type { ChannelCaller } from '../guards.ts';
import { knock, takePlace } from '../rate-headers.ts';
import { saidJson } from '../said.ts';
import { UserId } from '../wire.ts';

const Part = z.object({ type: z.literal('text'), text: z.string().max(200_000) });
const Said = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z
    .union([z.string().max(200_000), z.array(Part).min(1).max(100)])
    .transform((content) =>
      typeof content === 'string' ? content : content.map((part) => part.text).join('\n'),
    ),
});

/** Only messages that are right by themselves are looked at together. */
const isWhole = ({ issues }: { issues: readonly unknown[] }) => issues.length === 0;

/** https://platform.openai.com/docs/api-reference/chat/create; what is not here is passed over. */
const Body = z.object({
  model: z.string().min(1).max(200),
  messages: z
    .array(Said)
    .min(1)
    .max(1_000)
    .refine((all) => all.at(-1)?.role === 'user', {
      message: 'channel.problem.lastUser',
      when: isWhole,
    })
    .refine((all) => all.at(-1)?.content.trim() !== '', {
      message: 'channel.problem.lastEmpty',
      when: isWhole,
    }),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  user: UserId.nullish(),
});
type Body = z.infer<typeof Body>;
type CompletionCall = Call<ChannelCaller, Body, undefined>;

const Choice = z.object({
  index: z.int(),
  message: z.object({ role: z.literal('assistant'), content: z.string() }),
  finish_reason: z.literal('stop'),
});
const Completion = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(Choice),
  usage: z.object({
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    total_tokens: z.int(),
  }),
});

export const completions = endpoint({
  method: 'post',
  path: '/chat/completions',
  guard: 'channel',
  tag: 'openai',
  style: 'openai',
  summary: 'Ask, as OpenAI’s clients do',
  description:
    'The conversation is the caller’s: nothing of it is kept as a session. `user` counts for the limits as user_id does. With `stream: true` the answer comes as OpenAI’s chunks.',
  body: Body,
  responses: { 200: { description: 'The answer', schema: Completion, events: true } },
  fails: [401, 403, 404, 413, 422, 429, 503],
  async handle(call) {
    const { context, deps, caller, body } = call;
    const userId = body.user ?? 'openai';
    const refused = knock(deps, caller, userId, call.headers);
    if (refused) return fail(call, refused);
    const { signal } = context.req.raw;
    if (!(await deps.programs.offer.allows(caller.channel, body.model, signal)))
      return noModel(call);
    const taken = takePlace(deps, caller);
    if ('failure' in taken) return fail(call, taken.failure);
    const asked: ChatAsk = {
      channel: caller.channel,
      keyId: caller.key.id,
      userId,
      text: body.messages.at(-1)?.content ?? '',
      databaseId: null,
      place: taken.place,
      quiet: body.stream !== true,
      own: ownOf(body),
    };
    return asked.quiet ? whole(call, asked) : streamed(call, asked);
  },
});

const fail = ({ caller, headers }: CompletionCall, failure: Failure): Response =>
  sayFailure({ style: 'openai', language: caller.channel.row.language, headers }, failure);

function noModel({ caller, headers, body: { model } }: CompletionCall): Response {
  const message = say(caller.channel.row.language, 'channel.noModel', { model });
  const error = { message, type: 'invalid_request_error', param: 'model', code: 'model_not_found' };
  return saidJson({ error }, 404, headers);
}

/** Instructions of the program go into the system prompt, the rest is the history. */
function ownOf({ model, messages }: Body): ChatAsk['own'] {
  const told = messages.filter(({ role }) => role === 'system' || role === 'developer');
  const history = messages
    .slice(0, -1)
    .flatMap(({ role, content }): Message[] =>
      role === 'user' || role === 'assistant' ? [{ role, text: content }] : [],
    );
  const instructions = told.length === 0 ? null : told.map(({ content }) => content).join('\n\n');
  return { model, history, instructions };
}

const headOf = ({ deps, body }: CompletionCall) => ({
  id: `chatcmpl-${randomUUID()}`,
  created: Math.floor(deps.clock.now() / 1_000),
  model: body.model,
});

async function whole(call: CompletionCall, asked: ChatAsk): Promise<Response> {
  const { context, deps, headers } = call;
  const reply = await deps.programs.chat(asked, context.req.raw.signal, () => undefined);
  const message = { role: 'assistant', content: reply.text };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  const completion = { ...headOf(call), object: 'chat.completion', choices };
  return saidJson({ ...completion, usage: usageOf(reply) }, 200, headers);
}

function streamed(call: CompletionCall, asked: ChatAsk): Promise<Response> {
  const { context, deps, body, caller, headers } = call;
  const head = { ...headOf(call), object: 'chat.completion.chunk' };
  return eventStream(context, headers, async (send, signal) => {
    let told = 0;
    const chunk = (delta: object, finish_reason: string | null) =>
      send(null, JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason }] }));
    const tell = (text: string) => {
      if (text.length > told) chunk({ role: 'assistant', content: text.slice(told) }, null);
      told = Math.max(told, text.length);
    };
    try {
      const reply = await deps.programs.chat(asked, signal, (event) => {
        if (event.type === 'text') tell(event.text);
      });
      tell(reply.text);
      chunk({}, 'stop');
      if (body.stream_options?.include_usage)
        send(null, JSON.stringify({ ...head, choices: [], usage: usageOf(reply) }));
      send(null, '[DONE]');
    } catch (error) {
      // Before the first piece there is still a status to give.
      if (told === 0) throw error;
      const failure = failureOf(deps, caller.channel.row.language, error);
      send(null, JSON.stringify(openaiBody(failure)));
    }
  });
}

function usageOf({ answer: { receipt } }: ChatReply) {
  const sum = (side: 'input' | 'output') =>
    receipt.stages.reduce((total, { usage }) => total + usage[side], 0);
  const [prompt, completion] = [sum('input'), sum('output')];
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  };
}
