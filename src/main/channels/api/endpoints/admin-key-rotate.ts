import { z } from 'zod';
import { KeyIssued, keyIssued, Until } from '../admin-wire.ts';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';
import { idOf } from './admin-common.ts';

const Rotation = z.strictObject({
  overlap_hours: z
    .number()
    .min(0)
    .max(8_760)
    .default(24)
    .describe('How long the key before stays good.'),
  expires_at: Until.describe('The new key’s end; null: none.'),
});

export const adminKeyRotate = endpoint({
  method: 'post',
  path: '/admin/channels/{id}/keys',
  guard: 'admin',
  tag: 'admin',
  summary: 'Give a channel a new key',
  body: Rotation,
  responses: { 201: { description: 'The new key, this once', schema: KeyIssued } },
  fails: [401, 403, 404, 413, 422, 429],
  handle({ deps, body, param }) {
    const expiresAt = body.expires_at ? new Date(body.expires_at).toISOString() : null;
    const rotation = { expiresAt, overlapMs: body.overlap_hours * 3_600_000 };
    const { registry } = deps.programs;
    const issued = registry.rotate('all', idOf(deps, param('id')), rotation, null);
    return saidJson(keyIssued(issued), 201);
  },
});
