import { z } from 'zod';

/** A text file to be saved. */
export const File = z.object({ name: z.string(), type: z.string(), text: z.string() });
export type File = z.infer<typeof File>;

/** A text file of any length, in the parts it is made in: first what it is, then its text. */
export const FilePart = z.discriminatedUnion('part', [
  z.object({ part: z.literal('head'), name: z.string(), type: z.string() }),
  z.object({ part: z.literal('text'), text: z.string() }),
]);
export type FilePart = z.infer<typeof FilePart>;
