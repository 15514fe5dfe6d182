/** The databases of people and organisations, and what their owners say about them. */
import { z } from 'zod';
import { Dialect } from './database.ts';
import { DisplayName } from './people.ts';

export const GrantReport = z.object({
  verdict: z.enum(['read_only', 'excess']),
  login: z.string(),
  findings: z.array(
    z.object({
      right: z.string(),
      severity: z.enum(['excess', 'danger']),
      evidence: z.enum(['listed', 'attempted']),
      explanation: z.object({ key: z.string(), params: z.record(z.string(), z.string()) }),
    }),
  ),
  /** SQL for an administrator; no password in it. */
  script: z.string(),
  takenAt: z.string(),
});

export const DatabaseEntry = z.object({
  id: z.number(),
  name: z.string(),
  dialect: Dialect,
  kind: z.enum(['personal', 'organization', 'shared']),
  status: z.enum(['ok', 'failing']),
  /** The error code of the last failure. */
  statusCode: z.string().nullable(),
  /** The engine and its version in its own words, once it was reached. */
  engine: z.string().nullable(),
  /** A personal database rests while its person is in an organisation. */
  parked: z.boolean(),
  selected: z.boolean(),
  /** Whether the viewer may change or remove it. */
  manageable: z.boolean(),
  /** Login, host and database, without a password; for who manages it. */
  display: z.string().nullable(),
  /** What the grant audit said; for who manages it. */
  grants: z.enum(['unknown', 'read_only', 'excess', 'accepted']).nullable(),
  /** When its schema was last read, UTC ISO-8601. */
  schemaTakenAt: z.string().nullable(),
  createdAt: z.string(),
});
export type DatabaseEntry = z.infer<typeof DatabaseEntry>;

/** A connection string is a secret from here on. */
export const ConnectionString = z.string().trim().min(1).max(4_096);

export const AddDatabase = z.object({
  name: DisplayName,
  connection: ConnectionString,
  /** Offered to everyone here; only the operator may. */
  shared: z.boolean().default(false),
});
export type AddDatabase = z.input<typeof AddDatabase>;

export const samplings = ['auto', 'never', 'allowed'] as const;
export const Sampling = z.enum(samplings);

/** What an owner says about a table, or with `column` about a column. */
export const NoteInput = z.object({
  /** As `qualifiedName` words it. */
  table: z.string().min(1).max(400),
  column: z.string().min(1).max(200).nullable().default(null),
  description: z.string().trim().max(2_000).nullable().optional(),
  /** Other words people use for it. */
  synonyms: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
  /** Neither shown to the model nor readable. */
  hidden: z.boolean().optional(),
  /** Whether values may be sampled: `auto` leaves out what by its name is private. */
  sampling: Sampling.optional(),
});
export type NoteInput = z.input<typeof NoteInput>;

export const Note = z.object({
  table: z.string(),
  column: z.string().nullable(),
  description: z.string().nullable(),
  synonyms: z.array(z.string()),
  hidden: z.boolean(),
  sampling: Sampling,
});
export type Note = z.infer<typeof Note>;

export const GlossaryInput = z.object({
  term: z.string().trim().min(1).max(200),
  meaning: z.string().trim().min(1).max(2_000),
});
export type GlossaryInput = z.input<typeof GlossaryInput>;

export const GlossaryTerm = z.object({ id: z.number(), term: z.string(), meaning: z.string() });
export type GlossaryTerm = z.infer<typeof GlossaryTerm>;

export const VerifiedInput = z.object({
  question: z.string().trim().min(1).max(2_000),
  sql: z.string().trim().min(1).max(50_000),
});
export type VerifiedInput = z.input<typeof VerifiedInput>;

export const Verified = z.object({
  id: z.number(),
  question: z.string(),
  sql: z.string(),
  status: z.enum(['proposed', 'approved']),
  createdAt: z.string(),
});
export type Verified = z.infer<typeof Verified>;

export const CaseInput = z.object({
  conversationId: z.number().int(),
  databaseId: z.number().int().nullable(),
  reason: z.string().trim().max(2_000).nullable().default(null),
});
export type CaseInput = z.input<typeof CaseInput>;

/** An answer somebody was not content with. */
export const AnswerCase = z.object({
  id: z.number(),
  conversationId: z.number(),
  databaseId: z.number().nullable(),
  userId: z.number(),
  userName: z.string(),
  reason: z.string().nullable(),
  createdAt: z.string(),
  resolvedAt: z.string().nullable(),
});
export type AnswerCase = z.infer<typeof AnswerCase>;
