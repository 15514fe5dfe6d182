import { z } from 'zod';
import { feed } from '../entry.ts';

export const topics = [
  'organizations',
  'members',
  'invitations',
  'databases',
  'channels',
  'costs',
  'settings',
  'health',
] as const;
export type Topic = (typeof topics)[number];

/** What changed, so that the page reads it anew; `alive` says only that the line stands. */
export const Change = z.object({ topic: z.enum([...topics, 'alive']) });
export type Change = z.infer<typeof Change>;

/** What was done in one window, for the others to read anew. */
export interface WindowEvents {
  'window.changed': { topic: Topic; organizationId: number | null };
}

export const events = {
  'events.changes': feed({ access: 'member', input: z.object({}), output: Change }),
};
