import { z } from 'zod';
import { KeyShown, keyShown, Use, usedShown } from '../admin-wire.ts';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';
import { DaysBack, daysBack, keyIdOf } from './admin-common.ts';

const KeyUse = z.object({
  success: z.literal(true),
  channel_id: z.string(),
  key: KeyShown,
  usage: Use,
});

export const adminKeyUsage = endpoint({
  method: 'get',
  path: '/admin/keys/{key_id}/usage',
  guard: 'admin',
  tag: 'admin',
  summary: 'What a key was used for',
  query: z.object({ days: DaysBack }),
  responses: { 200: { description: 'The key and its use', schema: KeyUse } },
  fails: [401, 403, 404, 422, 429],
  handle({ deps, query, param }) {
    const { registry, report } = deps.programs;
    const { key, channelId } = registry.key('all', keyIdOf(param('key_id')));
    const period = daysBack(deps, query.days);
    return saidJson({
      success: true,
      channel_id: registry.get('all', channelId).channelId,
      key: keyShown(key),
      usage: usedShown(report.byModel({ keyId: key.id }, period), period),
    });
  },
});
