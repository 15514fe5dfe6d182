/** What the operator sets in the window. The environment wins where it names the same. */
import { z } from 'zod';
import { ActivityKind } from './activity.ts';
import { Language } from './answer.ts';
import { MailRules } from './mail.ts';

const model = z.string().trim().min(1).max(200);
export const WebUrl = z.url({ protocol: /^https?$/ });
const webUrl = WebUrl.nullable();
const whole = (min: number, max: number) => z.number().int().min(min).max(max);

/** One small object a group: a group is what is stored, shown and changed together. */
export const settingGroups = {
  models: z.object({
    summary: model.default('gemini-flash-latest'),
    answer: model.default('gemini-flash-lite-latest'),
    email: model.default('gemini-flash-latest'),
    /** Null: the provider's own address. */
    geminiBaseUrl: webUrl.default(null),
    openaiBaseUrl: webUrl.default(null),
    /** Model calls under way at once, of everybody together. */
    atOnce: whole(1, 1_000).default(16),
  }),
  queries: z.object({
    timeoutSeconds: whole(1, 3_600).default(30),
    maxRows: whole(1, 100_000).default(1_000),
    maxBytes: whole(10_000, 100_000_000).default(4_000_000),
    /** Tokens of schema a plan may carry. */
    schemaTokens: whole(500, 500_000).default(12_000),
  }),
  turns: z.object({
    perSecond: z.number().min(0.01).max(100).default(1),
    burst: whole(1, 100).default(3),
    /** Questions a person may have waiting behind the running one. */
    waiting: whole(0, 100).default(5),
  }),
  memory: z.object({
    minutes: whole(1, 1_440).default(5),
    conversations: whole(0, 50).default(5),
  }),
  sessions: z.object({ hours: whole(1, 8_760).default(24) }),
  databases: z.object({
    /**
     * Where connection strings of people who are no operators may lead: `network` refuses this
     * machine itself, its files and link-local addresses; `anywhere` allows them.
     */
    reach: z.enum(['network', 'anywhere']).default('network'),
    /** A snapshot of a schema older than this is taken anew. */
    refreshHours: whole(1, 8_760).default(24),
    /** Whether a few values of columns that are not private are sampled, to understand questions. */
    sampling: z.boolean().default(true),
    /** Whether a login that may do more than read can be asked before an owner has accepted it. */
    unacceptedGrants: z.enum(['warn', 'refuse']).default('warn'),
  }),
  retention: z.object({
    /** Days; null keeps for ever. */
    conversationDays: whole(1, 36_500).nullable().default(null),
    activityDays: whole(1, 36_500).nullable().default(null),
    /** Kinds of activity that are kept otherwise than the rest; null keeps for ever. */
    activityDaysByKind: z.partialRecord(ActivityKind, whole(1, 36_500).nullable()).default({}),
    messageDays: whole(1, 36_500).nullable().default(null),
    logDays: whole(1, 36_500).default(30),
    /** Of what channels asked; their daily sums are kept for ever. */
    usageLogDays: whole(1, 36_500).nullable().default(365),
  }),
  backups: z.object({
    /** Hours between scheduled backups, which hold no secrets; null makes none. */
    everyHours: whole(1, 8_760).nullable().default(24),
    /** How many scheduled ones are kept. */
    keep: whole(1, 1_000).default(7),
    /** Where they lie; null: `backups` of the data folder. */
    folder: z.string().trim().min(1).max(4_096).nullable().default(null),
  }),
  /** The rules hold for everyone whose organisation has none of its own. */
  mail: z.object({ from: z.email().nullable().default(null), ...MailRules.shape }),
  lan: z.object({
    host: z.string().trim().min(1).max(255).default('127.0.0.1'),
    port: whole(0, 65_535).default(8_420),
    /** `auto`, `off`, or the path of a PEM file. */
    tls: z.string().trim().min(1).max(4_096).default('auto'),
  }),
  channels: z.object({
    publicPerMinute: whole(1, 100_000).default(20),
    publicHistory: whole(0, 1_000).default(10),
    publicModel: model.default('gemini-flash-latest'),
    privatePerMinute: whole(1, 100_000).default(60),
    privateHistory: whole(0, 1_000).default(30),
    privateModel: model.default('gemini-pro-latest'),
    /** How many times the pace of one user a channel may ask as a whole. */
    usersAtOnce: whole(1, 1_000).default(5),
  }),
  appearance: z.object({
    language: Language.default('en'),
    theme: z.enum(['system', 'light', 'dark']).default('system'),
  }),
  app: z.object({
    ownerPort: whole(0, 65_535).default(8_421),
    startAtLogin: z.boolean().default(false),
    closeToTray: z.boolean().default(true),
    /** Where new versions are published; null: none is looked for. */
    updateFeed: z
      .url({ protocol: /^https$/ })
      .nullable()
      .default(null),
    /** Set-up has been gone through or put aside. */
    setUpDone: z.boolean().default(false),
  }),
} as const;

export type SettingGroup = keyof typeof settingGroups;
export type Settings = { [Group in SettingGroup]: z.output<(typeof settingGroups)[Group]> };
/** What may be given to change a group: any part of it. */
export type SettingsChange<Group extends SettingGroup> = Partial<Settings[Group]>;

export const SettingGroup = z.enum(Object.keys(settingGroups) as [SettingGroup, ...SettingGroup[]]);
