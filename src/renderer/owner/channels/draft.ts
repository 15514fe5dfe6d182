import type { Channel } from '../../../preload/contract/channels.ts';

/** A channel as it stands in the form: null is the default, an empty quota no limit. */
export type Draft = Omit<Channel, 'id' | 'organizationId' | 'createdAt' | 'updatedAt' | 'limits'>;

export const numbers = {
  rateLimit: { min: 1, max: 1_000_000 },
  maxHistory: { min: 0, max: 1_000 },
  dailyQuota: { min: 0, max: 1_000_000_000 },
  monthlyQuota: { min: 0, max: 1_000_000_000 },
} as const;
export type NumberField = keyof typeof numbers;

export const amounts = ['dailyBudget', 'monthlyBudget'] as const;
export type AmountField = (typeof amounts)[number];
/** Nanodollars: a million dollars. */
export const mostAmount = 1_000_000_000_000_000;

export const newDraft = (language: Draft['language']): Draft => ({
  channelId: '',
  title: '',
  accessType: 'private',
  monthlyQuota: null,
  dailyQuota: null,
  isActive: true,
  rateLimit: null,
  maxHistory: null,
  defaultModel: null,
  availableModels: null,
  allowModelSwitch: null,
  language,
  databases: [],
  logTexts: true,
  dailyBudget: null,
  monthlyBudget: null,
});

export const draftOf = (channel: Channel): Draft => ({
  channelId: channel.channelId,
  title: channel.title,
  accessType: channel.accessType,
  monthlyQuota: channel.monthlyQuota,
  dailyQuota: channel.dailyQuota,
  isActive: channel.isActive,
  rateLimit: channel.rateLimit,
  maxHistory: channel.maxHistory,
  defaultModel: channel.defaultModel,
  availableModels: channel.availableModels,
  allowModelSwitch: channel.allowModelSwitch,
  language: channel.language,
  databases: channel.databases,
  logTexts: channel.logTexts,
  dailyBudget: channel.dailyBudget,
  monthlyBudget: channel.monthlyBudget,
});

export type Wrong = Partial<Record<keyof Draft, 'needed' | 'name' | 'number' | 'amount'>>;

/** What is wrong with each field; nothing when it can be sent. */
export function problemsOf(draft: Draft): Wrong {
  const wrong: Wrong = {};
  if (draft.title.trim() === '') wrong.title = 'needed';
  if (!/^[\x21-\x7e]{1,64}$/.test(draft.channelId)) wrong.channelId = 'name';
  for (const [field, { min, max }] of Object.entries(numbers) as [NumberField, Bounds][]) {
    const value = draft[field];
    if (value !== null && !(Number.isInteger(value) && value >= min && value <= max))
      wrong[field] = 'number';
  }
  for (const field of amounts) {
    const value = draft[field];
    if (value !== null && !(value >= 0 && value <= mostAmount)) wrong[field] = 'amount';
  }
  return wrong;
}

interface Bounds {
  min: number;
  max: number;
}
