import { z } from 'zod';
import { query } from './entry.ts';

export const About = z.object({ name: z.literal('Diwan'), version: z.string() });

export const about = {
  'about.version': query({ access: 'anyone', input: z.object({}), output: About }),
};
