import { z } from 'zod';
import { query } from '../entry.ts';
import { File } from './file.ts';

export const health = {
  /** What helps to find a fault, as JSON; no secrets in it. */
  'health.diagnostics': query({ access: 'operator', input: z.object({}), output: File }),
};
