import { z } from 'zod';
import { KeyShown, keyShown } from '../admin-wire.ts';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';
import { idOf } from './admin-common.ts';

const Keys = z.object({ success: z.literal(true), keys: z.array(KeyShown) });

export const adminKeys = endpoint({
  method: 'get',
  path: '/admin/channels/{id}/keys',
  guard: 'admin',
  tag: 'admin',
  summary: 'The keys of a channel, newest first',
  responses: { 200: { description: 'Its keys without their secrets', schema: Keys } },
  fails: [401, 403, 404, 429],
  handle({ deps, param }) {
    const keys = deps.programs.registry.keys('all', idOf(deps, param('id')));
    return saidJson({ success: true, keys: keys.map(keyShown) });
  },
});
