/** Channels: programs that ask through `/v1`, each with a key, limits, models and users of its own. */
import { z } from 'zod';
import { Language } from './answer.ts';
import { DisplayName } from './people.ts';

const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const model = z.string().trim().min(1).max(200);

/** Printable ASCII without spaces. */
export const channelNameForm = /^[\x21-\x7e]+$/;
export const ChannelName = z.string().min(1).max(64).regex(channelNameForm);
export const AccessType = z.enum(['public', 'private']);
export type AccessType = z.infer<typeof AccessType>;

/** What may be set of a channel. Null: the default of the access type; for a quota, no limit. */
const settable = {
  title: DisplayName,
  accessType: AccessType,
  /** Requests a UTC calendar month and day. */
  monthlyQuota: whole(0, 1_000_000_000).nullable(),
  dailyQuota: whole(0, 1_000_000_000).nullable(),
  isActive: z.boolean(),
  /** Requests a minute of one user; the channel as a whole may ask a few times that. */
  rateLimit: whole(1, 1_000_000).nullable(),
  /** Messages that the model is reminded of. */
  maxHistory: whole(0, 1_000).nullable(),
  defaultModel: model.nullable(),
  availableModels: z.array(model).max(100).nullable(),
  allowModelSwitch: z.boolean().nullable(),
  language: Language,
  /** Ids of the databases it may ask, the first being the usual one; none: plain chat. */
  databases: z.array(z.number().int().positive()).max(50),
  /** Whether the usage log keeps the texts. */
  logTexts: z.boolean(),
  /** Nanodollars a UTC day and calendar month; null: no budget of its own. */
  dailyBudget: whole(0, Number.MAX_SAFE_INTEGER).nullable(),
  monthlyBudget: whole(0, Number.MAX_SAFE_INTEGER).nullable(),
};

export const ChannelChange = z.strictObject(settable).partial();
export type ChannelChange = z.infer<typeof ChannelChange>;

export const NewChannel = ChannelChange.extend({
  channelId: ChannelName,
  title: DisplayName,
  /** The key's end, UTC ISO-8601; null: none. */
  keyExpiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
});
export type NewChannel = z.infer<typeof NewChannel>;

export const ChannelKey = z.object({
  id: z.number(),
  prefix: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  /** It opens now: not revoked, not at its end. */
  active: z.boolean(),
  /** A newer key that opens has taken its place; both open until this one ends. */
  replaced: z.boolean(),
});
export type ChannelKey = z.infer<typeof ChannelKey>;

/** What holds for it now, the defaults filled in. */
export const ChannelLimits = z.object({
  perMinute: z.number().int(),
  history: z.number().int(),
  model: z.string(),
  /** Null: all that the configured keys can use. */
  models: z.array(z.string()).nullable(),
  modelSwitch: z.boolean(),
});
export type ChannelLimits = z.infer<typeof ChannelLimits>;

export const Channel = z.object({
  id: z.number(),
  channelId: z.string(),
  organizationId: z.number().nullable(),
  ...settable,
  title: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  limits: ChannelLimits,
});
export type Channel = z.infer<typeof Channel>;

/** Use in a period of UTC days. Money is nanodollars, times are milliseconds. */
export const ChannelUse = z.object({
  requests: z.number().int(),
  failed: z.number().int(),
  elapsedMs: z.number(),
  input: z.number().int(),
  output: z.number().int(),
  cost: z.number().int(),
});
export type ChannelUse = z.infer<typeof ChannelUse>;
