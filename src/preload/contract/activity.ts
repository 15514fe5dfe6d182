/** What happened on the appliance: who did what, when, from which door, with what outcome. */
import { z } from 'zod';

export const activityKinds = [
  'registration',
  'command',
  'question',
  'answer',
  'sql',
  'mail',
  'selection',
  'organization',
  'database',
  'error',
  'rate_limit',
  'sign_in',
  'settings',
  'export',
  'program',
  'backup',
  'health',
  'system',
] as const;
export const ActivityKind = z.enum(activityKinds);
export type ActivityKind = z.infer<typeof ActivityKind>;

export const ActivityItem = z.object({
  /** Its place in the chain, from 1 without gaps. */
  id: z.number().int(),
  /** UTC ISO-8601. */
  at: z.string(),
  kind: ActivityKind,
  action: z.string(),
  /** `ok`, or the code of what went wrong. */
  outcome: z.string(),
  door: z.string().nullable(),
  userId: z.number().nullable(),
  organizationId: z.number().nullable(),
  chat: z.string().nullable(),
  /** On what, e.g. `database:7`. */
  target: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  /** SHA-256 over this entry and all before it, hex. */
  hash: z.string(),
});
export type ActivityItem = z.infer<typeof ActivityItem>;

/** Newest first; `before` is the id of the last one seen. Times are UTC ISO-8601, `to` excluded. */
export const ActivityQuery = z.object({
  kinds: z.array(ActivityKind).max(activityKinds.length).default([]),
  text: z.string().trim().max(200).default(''),
  userId: z.number().int().optional(),
  /** What nobody in particular did: the operator, a program, the appliance itself. */
  nobody: z.boolean().default(false),
  door: z.string().max(20).optional(),
  outcome: z.enum(['ok', 'failed']).optional(),
  from: z.string().max(30).optional(),
  to: z.string().max(30).optional(),
  before: z.number().int().positive().optional(),
  /** Entries to leave out before the first one given. */
  offset: z.number().int().min(0).max(100_000_000).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ActivityQuery = z.input<typeof ActivityQuery>;

export const Verification = z.object({
  ok: z.boolean(),
  entries: z.number().int(),
  /** Entries whose contents the retention took; their place in the chain stays. */
  retired: z.number().int(),
  /** The first entry that is not as it was written. */
  firstBad: z.number().int().nullable(),
  problem: z
    .enum([
      'changed',
      'missing',
      'reordered',
      'removed',
      'cut_off',
      'forged_checkpoint',
      'unsigned',
    ])
    .nullable(),
  /** False where no key of the keychain vouches for the chain's head. */
  signed: z.boolean(),
});
export type Verification = z.infer<typeof Verification>;
