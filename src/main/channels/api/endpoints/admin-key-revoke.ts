import { z } from 'zod';
import { KeyShown, keyShown } from '../admin-wire.ts';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';
import { idOf, keyIdOf } from './admin-common.ts';

const Revoked = z.object({ success: z.literal(true), key: KeyShown });

export const adminKeyRevoke = endpoint({
  method: 'delete',
  path: '/admin/channels/{id}/keys/{key_id}',
  guard: 'admin',
  tag: 'admin',
  summary: 'End a key at once',
  responses: { 200: { description: 'The key as it is now', schema: Revoked } },
  fails: [401, 403, 404, 429],
  handle({ deps, param }) {
    const { registry } = deps.programs;
    const channel = idOf(deps, param('id'));
    const key = registry.revoke('all', channel, keyIdOf(param('key_id')), null);
    return saidJson({ success: true, key: keyShown(key) });
  },
});
