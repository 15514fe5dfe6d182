import { z } from 'zod';
import { command, query } from '../entry.ts';

export const appliance = {
  /** Whether it can be started again from here; a page of a browser then needs a new link. */
  'appliance.state': query({
    access: 'operator',
    input: z.object({}),
    output: z.object({ restarts: z.boolean() }),
  }),
  /** Ends it a moment after the answer; whatever started it starts it again. */
  'appliance.restart': command({
    access: 'operator',
    input: z.object({}),
    output: z.object({}),
  }),
};
