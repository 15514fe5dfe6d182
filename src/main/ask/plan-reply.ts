import { z } from 'zod';
import { Clarification, Language } from '../../preload/contract/answer.ts';

const text = z
  .string()
  .trim()
  .nullish()
  .transform((value) => value || null);
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

/**
 * The plan as a model words it. Only `way` must be there, and even that follows from an `sql`:
 * models leave out what they find empty.
 */
const RawPlan = z.object({
  way: z.enum(['sql', 'email', 'conversation', 'none', 'clarify']).nullish(),
  sql: text,
  answer: text,
  interpretation: text,
  recipients: texts,
  language: Language.nullish().catch(null),
  clarify: z
    .union([Clarification, z.string().transform((question) => ({ question, options: [] }))])
    .nullish()
    .catch(null),
  period: text.catch(null),
  filters: texts.catch([]),
});

export const Plan = RawPlan.transform((raw, context) => {
  const way =
    raw.way ?? (raw.sql ? 'sql' : raw.clarify ? 'clarify' : raw.answer ? 'conversation' : null);
  if (way === null) context.addIssue({ code: 'custom', message: '`way` is missing' });
  if (way === 'sql' && !raw.sql)
    context.addIssue({ code: 'custom', message: '`way` is "sql" but `sql` is empty' });
  if (way === 'clarify' && !raw.clarify)
    context.addIssue({ code: 'custom', message: '`way` is "clarify" but `clarify` is empty' });
  return {
    ...raw,
    way: way ?? ('none' as const),
    language: raw.language ?? null,
    clarify: raw.clarify ?? null,
  };
});
export type Plan = z.infer<typeof Plan>;

/** The same shape as JSON Schema, for providers that can be held to one. */
export const planJsonSchema = {
  type: 'object',
  properties: {
    way: { type: 'string', enum: ['sql', 'email', 'conversation', 'none', 'clarify'] },
    sql: { type: 'string', nullable: true },
    answer: { type: 'string', nullable: true },
    interpretation: { type: 'string', nullable: true },
    recipients: { type: 'array', items: { type: 'string' }, nullable: true },
    language: { type: 'string', enum: ['en', 'ar', 'fa'], nullable: true },
    clarify: {
      type: 'object',
      nullable: true,
      properties: {
        question: { type: 'string' },
        options: { type: 'array', items: { type: 'string' } },
      },
      required: ['question', 'options'],
    },
    period: { type: 'string', nullable: true },
    filters: { type: 'array', items: { type: 'string' }, nullable: true },
  },
  required: ['way'],
} as const;
