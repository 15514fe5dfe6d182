import { z } from 'zod';
import { command, query } from '../entry.ts';
import { SettingGroup, type Settings, settingGroups } from '../settings.ts';

/** Every group as it is in force. */
const AllSettings = z.object(settingGroups) satisfies z.ZodType<Settings>;

export const settings = {
  'settings.get': query({
    access: 'operator',
    input: z.object({}),
    output: z.object({
      settings: AllSettings,
      /** `group.field` to the environment variable that fixes it. */
      fixed: z.record(z.string(), z.string()),
    }),
  }),
  /** Changes part of a group; the store checks the fields. */
  'settings.set': command({
    access: 'operator',
    input: z.object({ group: SettingGroup, change: z.record(z.string(), z.unknown()) }),
    output: z.object({}),
  }),
  'settings.reset': command({
    access: 'operator',
    input: z.object({ group: SettingGroup }),
    output: z.object({}),
  }),
};
