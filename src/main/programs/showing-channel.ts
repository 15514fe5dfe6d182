import type { Channel } from '../../preload/contract/channels.ts';
import type { Budgets } from '../costs/budgets.ts';
import { type KnownChannel, readModels } from './channel.ts';

const amountOf = (budgets: Budgets, id: number, wanted: 'day' | 'month'): number | null =>
  budgets.of('channel', id).find(({ period }) => period === wanted)?.amount ?? null;

/** As the window and `/v1/admin` show it. */
export function toChannel({ row, databases, limits }: KnownChannel, budgets: Budgets): Channel {
  return {
    id: row.id,
    channelId: row.channel_id,
    title: row.title,
    accessType: row.access_type,
    organizationId: row.organization_id,
    monthlyQuota: row.monthly_quota,
    dailyQuota: row.daily_quota,
    isActive: row.is_active === 1,
    rateLimit: row.rate_limit,
    maxHistory: row.max_history,
    defaultModel: row.default_model,
    availableModels: readModels(row),
    allowModelSwitch: row.allow_model_switch === null ? null : row.allow_model_switch === 1,
    language: row.language,
    databases: [...databases],
    logTexts: row.log_texts === 1,
    dailyBudget: amountOf(budgets, row.id, 'day'),
    monthlyBudget: amountOf(budgets, row.id, 'month'),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    limits,
  };
}
