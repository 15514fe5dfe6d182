/** People, their organisation and their roles, as every door sees them. */
import { z } from 'zod';
import { Language } from './answer.ts';

export const roles = ['standalone', 'owner', 'member'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** A name people type: one line, no control or direction characters. */
export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u);

/** Which part of a long list. */
export const Page = z.object({
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});
export type Page = z.input<typeof Page>;

export const OrganizationRef = z.object({ id: z.number(), name: z.string(), slug: z.string() });
export type OrganizationRef = z.infer<typeof OrganizationRef>;

export const Person = z.object({
  id: z.number(),
  telegramId: z.number().nullable(),
  name: z.string(),
  username: z.string().nullable(),
  language: Language,
  role: Role,
  /** Listed in ADMIN_TELEGRAM_IDS. */
  admin: z.boolean(),
  organization: OrganizationRef.nullable(),
  selectedDatabaseId: z.number().nullable(),
});
export type Person = z.infer<typeof Person>;

export const OrganizationInfo = OrganizationRef.extend({
  createdAt: z.string(),
  members: z.number().int(),
  owners: z.array(z.string()),
});
export type OrganizationInfo = z.infer<typeof OrganizationInfo>;

export const Member = z.object({
  userId: z.number(),
  name: z.string(),
  username: z.string().nullable(),
  /** Shown to owners only. */
  telegramId: z.number().nullable(),
  role: z.enum(['owner', 'member']),
  joinedAt: z.string(),
  /** Null for who was added by id and has not written yet. */
  lastSeenAt: z.string().nullable(),
  /** False once the person has blocked the bot. */
  reachable: z.boolean(),
  /** Has a user name and password for the web view. */
  credentials: z.boolean(),
});
export type Member = z.infer<typeof Member>;

export const MemberQuery = Page.extend({ search: z.string().trim().max(100).default('') });
export type MemberQuery = z.input<typeof MemberQuery>;

export const InvitationInput = z.object({
  uses: z.number().int().min(1).max(1000).default(1),
  hours: z.number().int().min(1).max(8760).default(24),
});
export type InvitationInput = z.input<typeof InvitationInput>;

export const Invitation = z.object({
  id: z.number(),
  maxUses: z.number().int(),
  used: z.number().int(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  status: z.enum(['open', 'used_up', 'expired', 'revoked']),
});
export type Invitation = z.infer<typeof Invitation>;

export const InvitationUse = z.object({
  userId: z.number(),
  name: z.string(),
  usedAt: z.string(),
});
export type InvitationUse = z.infer<typeof InvitationUse>;

/** Shown once and kept nowhere. */
export const Credentials = z.object({ userName: z.string(), password: z.string() });
export type Credentials = z.infer<typeof Credentials>;

export const SignInInput = z.object({
  userName: z.string().max(200),
  password: z.string().max(200),
});
export type SignInInput = z.infer<typeof SignInInput>;
