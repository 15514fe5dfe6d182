import { z } from 'zod';
import {
  type SettingGroup,
  type Settings,
  type SettingsChange,
  settingGroups,
} from '../../preload/contract/settings.ts';
import type { Config } from '../config.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import { parseInput } from '../lib/input.ts';
import type { ManagerStore } from './manager/manager.ts';
import { effectiveSettings } from './settings-environment.ts';

export interface SettingsEvents {
  'settings.changed': { group: SettingGroup };
}

export interface SettingsStore {
  /** As in force now, the environment's values in place of the stored ones. */
  get<Group extends SettingGroup>(group: Group): Settings[Group];
  all(): Settings;
  /**
   * Changes part of a group; what the environment fixes can be stored but stays without effect.
   * @throws DiwanError `invalid_input` (field, problem): nothing is changed then
   */
  set<Group extends SettingGroup>(group: Group, change: SettingsChange<Group>): Settings[Group];
  /** Back to the defaults. */
  reset(group: SettingGroup): void;
}

export interface SettingsDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<SettingsEvents>;
  config: Config;
}

export function createSettings({ store, clock, events, config }: SettingsDeps): SettingsStore {
  let stored = readAll(store);
  let effective = effectiveSettings(config, stored);
  const put = <Group extends SettingGroup>(group: Group, value: Settings[Group]): void => {
    write(store, group, JSON.stringify(value), isoTime(clock));
    stored = { ...stored, [group]: value };
    effective = effectiveSettings(config, stored);
    events.emit('settings.changed', { group });
  };
  return {
    get: (group) => effective[group],
    all: () => effective,
    set(group, change) {
      put(group, parseGroup(group, { ...stored[group], ...change }));
      return effective[group];
    },
    reset: (group) => put(group, parseGroup(group, {})),
  };
}

/** zod cannot follow a group's name to its type, so the pair is stated here once. */
const parseGroup = <Group extends SettingGroup>(group: Group, value: unknown): Settings[Group] =>
  parseInput(z.strictObject(settingGroups[group].shape), value) as Settings[Group];

/** The defaults with what was stored over them. A newer version's fields are passed over. */
function readAll(store: ManagerStore): Settings {
  const rows = store.all(store.query.selectFrom('settings').select(['key', 'value']));
  const kept = new Map(rows.map((row) => [row.key, row.value]));
  const groups = Object.entries(settingGroups).map(([group, schema]) => [
    group,
    readGroup(group, schema, kept.get(group) ?? '{}'),
  ]);
  return Object.fromEntries(groups) as Settings;
}

function readGroup(group: string, schema: z.ZodType, text: string): unknown {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const params = { file: 'manager.sqlite', setting: group };
    throw new DiwanError('store_corrupt', { cause, params });
  }
}

const write = (store: ManagerStore, key: string, value: string, now: string) =>
  store.run(
    store.query
      .insertInto('settings')
      .values({ key, value, changed_at: now })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, changed_at: now })),
  );
