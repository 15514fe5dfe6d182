import { z } from 'zod';
import { ChannelShown, ChannelToChange, changeOf, channelShown } from '../admin-wire.ts';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';
import { idOf } from './admin-common.ts';
import { sayWrongFields } from './admin-failures.ts';

const Changed = z.object({ success: z.literal(true), channel: ChannelShown });

export const adminChannelChange = endpoint({
  method: 'patch',
  path: '/admin/channels/{id}',
  guard: 'admin',
  tag: 'admin',
  summary: 'Change a channel, or switch it off and on',
  description:
    '`id` is its number or its channel_id. What is left out stays as it is. The channel `telegram` is the bot: it takes title, is_active, rate_limit and the quotas alone; while it is off, the bot answers nobody.',
  body: ChannelToChange,
  responses: { 200: { description: 'The channel as it is now', schema: Changed } },
  fails: [401, 403, 404, 413, 422, 429],
  handle: (call) =>
    sayWrongFields(call.context, async () => {
      const id = idOf(call.deps, call.param('id'));
      const { registry, offer } = call.deps.programs;
      const change = changeOf(call.body);
      await offer.requireKeys(change, registry.get('all', id));
      const channel = registry.change('all', id, change, null);
      return saidJson({ success: true, channel: channelShown(channel) });
    }),
});
