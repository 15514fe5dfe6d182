import {
  ChannelMade,
  ChannelToMake,
  channelShown,
  keyIssued,
  newChannelOf,
} from '../admin-wire.ts';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';
import { sayWrongFields } from './admin-failures.ts';

export const adminChannelCreate = endpoint({
  method: 'post',
  path: '/admin/channels',
  guard: 'admin',
  tag: 'admin',
  summary: 'Make a channel and its key',
  body: ChannelToMake,
  responses: { 201: { description: 'The channel, and its key this once', schema: ChannelMade } },
  fails: [401, 403, 409, 413, 422, 429],
  handle: (call) =>
    sayWrongFields(call.context, async () => {
      const { registry, offer } = call.deps.programs;
      const given = newChannelOf(call.body);
      await offer.requireKeys(given, null);
      const made = registry.create('all', given, null);
      return saidJson({ ...keyIssued(made), channel: channelShown(made.channel) }, 201);
    }),
});
