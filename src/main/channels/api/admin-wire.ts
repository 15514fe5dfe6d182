/** Channels as `/v1/admin` says and takes them. */
import { z } from 'zod';
import { Language } from '../../../preload/contract/answer.ts';
import {
  AccessType,
  type Channel,
  type ChannelChange,
  type ChannelKey,
  type ChannelUse,
  channelNameForm,
  NewChannel,
} from '../../../preload/contract/channels.ts';
import { dollars } from '../../lib/money.ts';
import type { IssuedKey } from '../../programs/keys.ts';

const fields = NewChannel.shape;
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional();
const Budget = z
  .number()
  .min(0)
  .max(1_000_000)
  .nullable()
  .describe('Dollars; null: no budget of its own.');

const settable = {
  title: fields.title,
  access_type: optional(AccessType),
  monthly_quota: fields.monthlyQuota,
  daily_quota: fields.dailyQuota,
  is_active: fields.isActive,
  rate_limit: fields.rateLimit,
  max_history: fields.maxHistory,
  default_model: fields.defaultModel.describe(
    'Refused where no key leads to it; one its provider does not list is taken.',
  ),
  available_models: fields.availableModels.describe('Refused as default_model is.'),
  allow_model_switch: fields.allowModelSwitch,
  language: fields.language,
  databases: fields.databases,
  log_texts: fields.logTexts,
  daily_budget: optional(Budget),
  monthly_budget: optional(Budget),
};

/** UTC ISO-8601. */
export const Until = z.iso.datetime({ offset: true }).nullable().optional();

export const ChannelToMake = z.strictObject({
  ...settable,
  channel_id: z.string().min(1).max(64).regex(channelNameForm, 'channel.problem.name'),
  organization_id: z.int().positive().nullable().optional(),
  key_expires_at: Until,
});

export const ChannelToChange = z
  .strictObject({ ...settable, title: optional(fields.title) })
  .partial();

export function changeOf(given: z.infer<typeof ChannelToChange>): ChannelChange {
  return {
    title: given.title,
    accessType: given.access_type,
    monthlyQuota: given.monthly_quota,
    dailyQuota: given.daily_quota,
    isActive: given.is_active,
    rateLimit: given.rate_limit,
    maxHistory: given.max_history,
    defaultModel: given.default_model,
    availableModels: given.available_models,
    allowModelSwitch: given.allow_model_switch,
    language: given.language,
    databases: given.databases,
    logTexts: given.log_texts,
    dailyBudget: nanodollars(given.daily_budget),
    monthlyBudget: nanodollars(given.monthly_budget),
  };
}

const nanodollars = (amount: number | null | undefined): number | null | undefined =>
  amount == null ? amount : Math.round(amount * 1e9);

export const newChannelOf = (given: z.infer<typeof ChannelToMake>) => ({
  ...changeOf(given),
  channelId: given.channel_id,
  title: given.title,
  organizationId: given.organization_id,
  keyExpiresAt: given.key_expires_at ? new Date(given.key_expires_at).toISOString() : null,
});

const numberOrNull = z.number().nullable();
export const ChannelShown = z.object({
  id: z.int(),
  channel_id: z.string(),
  title: z.string(),
  access_type: AccessType,
  organization_id: z.int().nullable(),
  monthly_quota: numberOrNull,
  daily_quota: numberOrNull,
  is_active: z.boolean(),
  rate_limit: numberOrNull,
  max_history: numberOrNull,
  default_model: z.string().nullable(),
  available_models: z.array(z.string()).nullable(),
  allow_model_switch: z.boolean().nullable(),
  language: Language,
  databases: z.array(z.int()),
  log_texts: z.boolean(),
  daily_budget: numberOrNull,
  monthly_budget: numberOrNull,
  effective: z
    .object({
      rate_limit: z.int(),
      max_history: z.int(),
      default_model: z.string(),
      available_models: z.array(z.string()).nullable(),
      allow_model_switch: z.boolean(),
    })
    .describe('What holds now, the defaults of the access type filled in.'),
  created_at: z.string(),
  updated_at: z.string(),
});

export const channelShown = (channel: Channel): z.infer<typeof ChannelShown> => ({
  id: channel.id,
  channel_id: channel.channelId,
  title: channel.title,
  access_type: channel.accessType,
  organization_id: channel.organizationId,
  monthly_quota: channel.monthlyQuota,
  daily_quota: channel.dailyQuota,
  is_active: channel.isActive,
  rate_limit: channel.rateLimit,
  max_history: channel.maxHistory,
  default_model: channel.defaultModel,
  available_models: channel.availableModels,
  allow_model_switch: channel.allowModelSwitch,
  language: channel.language,
  databases: channel.databases,
  log_texts: channel.logTexts,
  daily_budget: inDollars(channel.dailyBudget),
  monthly_budget: inDollars(channel.monthlyBudget),
  effective: {
    rate_limit: channel.limits.perMinute,
    max_history: channel.limits.history,
    default_model: channel.limits.model,
    available_models: channel.limits.models,
    allow_model_switch: channel.limits.modelSwitch,
  },
  created_at: channel.createdAt,
  updated_at: channel.updatedAt,
});

const inDollars = (amount: number | null): number | null =>
  amount === null ? null : Number(dollars(amount));

export const KeyShown = z.object({
  id: z.int(),
  prefix: z.string(),
  is_active: z
    .boolean()
    .describe(
      'Whether it opens now: neither revoked nor at its end. A channel may be off all the same.',
    ),
  replaced: z
    .boolean()
    .describe(
      'A newer key that opens has taken its place; within an overlap both open, until `expires_at`.',
    ),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  last_used_at: z.string().nullable(),
});

export const keyShown = (key: ChannelKey): z.infer<typeof KeyShown> => ({
  id: key.id,
  prefix: key.prefix,
  is_active: key.active,
  replaced: key.replaced,
  created_at: key.createdAt,
  expires_at: key.expiresAt,
  revoked_at: key.revokedAt,
  last_used_at: key.lastUsedAt,
});

const secret = z.string().describe('The whole key, shown this once.');
export const KeyIssued = z.object({ success: z.literal(true), api_key: secret, key: KeyShown });
export const ChannelMade = KeyIssued.extend({ channel: ChannelShown });

export const keyIssued = ({ secret: api_key, key }: IssuedKey): z.infer<typeof KeyIssued> => ({
  success: true,
  api_key,
  key: keyShown(key),
});

export const Use = z.object({
  period: z.object({ from: z.string(), to: z.string(), days: z.int() }),
  requests: z.object({
    total: z.int(),
    successful: z.int(),
    failed: z.int(),
    success_rate: z.number().describe('Percent.'),
  }),
  average_response_time: z.number().describe('Milliseconds.'),
  tokens: z.object({ input: z.int(), output: z.int() }),
  models: z.array(z.object({ model: z.string(), requests: z.int(), cost: z.number() })),
  cost: z.object({ total: z.number(), currency: z.literal('USD') }),
});

type ByModel = ({ model: string } & ChannelUse)[];

/** Both UTC days included. */
export function usedShown(byModel: ByModel, days: { from: string; to: string; days: number }) {
  const sum = (of: keyof ChannelUse) => byModel.reduce((total, row) => total + row[of], 0);
  const [total, failed] = [sum('requests'), sum('failed')];
  const share = total === 0 ? 100 : ((total - failed) / total) * 100;
  return {
    period: { from: days.from, to: days.to, days: days.days },
    requests: {
      total,
      successful: total - failed,
      failed,
      success_rate: Math.round(share * 100) / 100,
    },
    average_response_time: total === 0 ? 0 : Math.round((sum('elapsedMs') / total) * 100) / 100,
    tokens: { input: sum('input'), output: sum('output') },
    models: byModel.map(({ model, requests, cost }) => ({
      model,
      requests,
      cost: Number(dollars(cost)),
    })),
    cost: { total: Number(dollars(sum('cost'))), currency: 'USD' as const },
  };
}
