import type { SettingGroup } from '../../../preload/contract/settings.ts';

/** What an empty field means: the key of its words. */
type Nullable = 'forEver' | 'noBackups' | 'ownFolder' | 'ownAddress' | 'noUpdates';

export type Field =
  | { name: string; kind: 'whole' | 'number'; min: number; max: number; nullable?: Nullable }
  | { name: string; kind: 'text'; check: 'any' | 'url' | 'https'; nullable?: Nullable }
  | { name: string; kind: 'switch' }
  | { name: string; kind: 'choice'; options: readonly string[] };

const whole = (name: string, min: number, max: number): Field => ({
  name,
  kind: 'whole',
  min,
  max,
});
const days = (name: string): Field => ({ ...whole(name, 1, 36_500), nullable: 'forEver' }) as Field;
const text = (name: string): Field => ({ name, kind: 'text', check: 'any' });
const address = (name: string): Field => ({
  name,
  kind: 'text',
  check: 'url',
  nullable: 'ownAddress',
});

/** Of the program with a window of its own: a page in a browser has no use for them. */
export const nativeFields: ReadonlySet<string> = new Set([
  'startAtLogin',
  'closeToTray',
  'updateFeed',
]);

/** The groups of each tab, in the order they are shown, and what may be set in them. */
export const tabGroups = {
  general: {
    app: [
      { name: 'startAtLogin', kind: 'switch' },
      { name: 'closeToTray', kind: 'switch' },
      { name: 'updateFeed', kind: 'text', check: 'https', nullable: 'noUpdates' },
      whole('ownerPort', 0, 65_535),
    ],
    sessions: [whole('hours', 1, 8_760)],
  },
  limits: {
    queries: [
      whole('timeoutSeconds', 1, 3_600),
      whole('maxRows', 1, 100_000),
      whole('maxBytes', 10_000, 100_000_000),
      whole('schemaTokens', 500, 500_000),
    ],
    turns: [
      { name: 'perSecond', kind: 'number', min: 0.01, max: 100 },
      whole('burst', 1, 100),
      whole('waiting', 0, 100),
    ],
    memory: [whole('minutes', 1, 1_440), whole('conversations', 0, 50)],
  },
  connections: {
    // The other provider's address stands with its key.
    models: [address('geminiBaseUrl'), whole('atOnce', 1, 1_000)],
  },
  channels: {
    channels: [
      whole('publicPerMinute', 1, 100_000),
      whole('publicHistory', 0, 1_000),
      text('publicModel'),
      whole('privatePerMinute', 1, 100_000),
      whole('privateHistory', 0, 1_000),
      text('privateModel'),
      whole('usersAtOnce', 1, 1_000),
    ],
  },
  backup: {
    backups: [
      { ...whole('everyHours', 1, 8_760), nullable: 'noBackups' } as Field,
      whole('keep', 1, 1_000),
      { name: 'folder', kind: 'text', check: 'any', nullable: 'ownFolder' },
    ],
  },
  privacy: {
    databases: [
      { name: 'reach', kind: 'choice', options: ['network', 'anywhere'] },
      { name: 'unacceptedGrants', kind: 'choice', options: ['warn', 'refuse'] },
      { name: 'sampling', kind: 'switch' },
      whole('refreshHours', 1, 8_760),
    ],
  },
  retention: {
    retention: [
      days('conversationDays'),
      days('activityDays'),
      days('messageDays'),
      days('usageLogDays'),
      whole('logDays', 1, 36_500),
    ],
  },
} as const satisfies Record<string, Partial<Record<SettingGroup, readonly Field[]>>>;

export type FormTab = keyof typeof tabGroups;
