import { z } from 'zod';
import { Answer, Language, Stage } from '../answer.ts';
import { command, stream } from '../entry.ts';

export const AskStep = z.discriminatedUnion('type', [
  z.object({ type: z.literal('waiting'), ahead: z.number() }),
  z.object({ type: z.literal('stage'), stage: z.union([Stage, z.literal('query')]) }),
  /** The explanation so far, whole. */
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('answer'), answer: Answer }),
]);
export type AskStep = z.infer<typeof AskStep>;

export const ask = {
  /** The pipeline itself; leaving the stream stops the question. */
  'ask.question': stream({
    access: 'operator',
    input: z.object({
      text: z.string().trim().min(1).max(4_000),
      databaseId: z.number().int().positive().nullable(),
      /** The page's own name of the question: asked again, it is answered once. */
      requestId: z.uuid(),
      language: Language,
    }),
    output: AskStep,
  }),
  /** Begins a new conversation. */
  'ask.forget': command({ access: 'operator', input: z.object({}), output: z.object({}) }),
};
