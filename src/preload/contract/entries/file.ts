import { z } from 'zod';

/** A text file to be saved. */
export const File = z.object({ name: z.string(), type: z.string(), text: z.string() });
export type File = z.infer<typeof File>;
