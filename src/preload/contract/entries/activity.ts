import { z } from 'zod';
import { ActivityItem, ActivityQuery, Verification } from '../activity.ts';
import { feed, query } from '../entry.ts';
import { FilePart } from './file.ts';

export const activity = {
  /** An owner's organisation; the operator's chosen one, or everything where none is chosen. */
  'activity.search': query({
    access: 'owner',
    input: ActivityQuery,
    output: z.array(ActivityItem.extend({ userName: z.string().nullable() })),
  }),
  /** How many the search would find, and the newest entry's id; null where there is none. */
  'activity.count': query({
    access: 'owner',
    input: ActivityQuery,
    output: z.object({ total: z.number().int(), newest: z.number().int().nullable() }),
  }),
  /** All that the search finds, newest first; its `offset` and `limit` do not count. */
  'activity.export': feed({
    access: 'owner',
    input: ActivityQuery.extend({ format: z.enum(['csv', 'json']).default('csv') }),
    output: FilePart,
  }),
  'activity.verify': query({ access: 'operator', input: z.object({}), output: Verification }),
};
