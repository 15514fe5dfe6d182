import { z } from 'zod';
import { sumsBy } from '../../../programs/use-report.ts';
import { ChannelShown, channelShown, KeyShown, keyShown, Use, usedShown } from '../admin-wire.ts';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';
import { DaysBack, daysBack, YesNo } from './admin-common.ts';

const Query = z.object({
  channel_id: z.string().max(64).optional().describe('Only this channel.'),
  active_only: YesNo,
  days: DaysBack.describe('How far back the use is counted, today included; 30 where unset.'),
  totally: YesNo.describe('One report over all of them instead of one each.'),
});

const Listed = ChannelShown.extend({ key: KeyShown.nullable(), usage: Use });
const Channels = z.object({
  success: z.literal(true),
  channels: z.array(Listed),
  total: Use.optional().describe('With `totally`.'),
});

export const adminChannels = endpoint({
  method: 'get',
  path: '/admin/channels',
  guard: 'admin',
  tag: 'admin',
  summary: 'The channels and their use',
  query: Query,
  responses: { 200: { description: 'The channels, or one report', schema: Channels } },
  fails: [401, 403, 422, 429],
  handle({ deps, query }) {
    const { registry, report } = deps.programs;
    const filter = { channelId: query.channel_id, activeOnly: query.active_only };
    const found = registry.list('all', filter);
    const ids = found.map(({ id }) => id);
    const period = daysBack(deps, query.days);
    const used = report.ofEach(ids, period);
    if (query.totally) {
      const models = sumsBy([...used.values()].flat(), ({ model }) => model);
      return saidJson({ success: true, channels: [], total: usedShown(models, period) });
    }
    const keys = registry.activeKeys(ids);
    const channels = found.map((channel) => {
      const key = keys.get(channel.id);
      const use = usedShown(used.get(channel.id) ?? [], period);
      return { ...channelShown(channel), key: key ? keyShown(key) : null, usage: use };
    });
    return saidJson({ success: true, channels });
  },
});
