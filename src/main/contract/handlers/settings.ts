import type { settings as entries } from '../../../preload/contract/entries/settings.ts';
import type { SettingGroup, SettingsChange } from '../../../preload/contract/settings.ts';
import { fixedSettings } from '../../store/settings-environment.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

export const settingsHandlers = ({
  settings,
  config,
  lan,
}: Pick<HandlerDeps, 'settings' | 'config' | 'lan'>): HandlersOf<typeof entries> => ({
  'settings.get': () => ({ settings: settings.all(), fixed: fixedSettings(config) }),
  'settings.set': async (_caller, { group, change }) => {
    // The store checks every field of the group it is given.
    settings.set(group, change as SettingsChange<SettingGroup>);
    if (group === 'lan') await lan.reopen();
    return {};
  },
  'settings.reset': async (_caller, { group }) => {
    settings.reset(group);
    if (group === 'lan') await lan.reopen();
    return {};
  },
});
