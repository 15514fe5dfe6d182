import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';

/** https://platform.openai.com/docs/api-reference/models/list */
const ModelList = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      id: z.string(),
      object: z.literal('model'),
      created: z.int(),
      owned_by: z.string(),
    }),
  ),
});

export const models = endpoint({
  method: 'get',
  path: '/models',
  guard: 'channel',
  tag: 'openai',
  style: 'openai',
  summary: 'The models this channel may ask, its own first',
  responses: { 200: { description: 'As OpenAI lists its models', schema: ModelList } },
  fails: [401, 403],
  async handle({ context, deps, caller: { channel } }) {
    const ids = await deps.programs.offer.list(channel, context.req.raw.signal);
    const created = Math.floor(Date.parse(channel.row.created_at) / 1_000);
    const data = ids.map((id) => ({ id, object: 'model', created, owned_by: 'diwan' }));
    return saidJson({ object: 'list', data });
  },
});
