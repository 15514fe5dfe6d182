import { z } from 'zod';
import type { ChannelLimits } from '../../preload/contract/channels.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

export const channelQuery = (store: ManagerStore) =>
  store.query.selectFrom('channels').selectAll('channels');

export type ChannelRow = Awaited<ReturnType<ReturnType<typeof channelQuery>['execute']>>[number];

/** A channel as the doors need it: read once, kept until something changes. */
export interface KnownChannel {
  readonly row: ChannelRow;
  readonly databases: readonly number[];
  readonly limits: ChannelLimits;
}

const Models = z.array(z.string());

export const readModels = (row: ChannelRow): string[] | null =>
  row.available_models === null ? null : Models.parse(JSON.parse(row.available_models));

/** The defaults of its access type under what the channel sets itself. */
export function limitsOf(row: ChannelRow, defaults: Settings['channels']): ChannelLimits {
  const open = row.access_type === 'public';
  const models = readModels(row);
  const model =
    row.default_model ?? models?.[0] ?? (open ? defaults.publicModel : defaults.privateModel);
  const modelSwitch = row.allow_model_switch === null ? !open : row.allow_model_switch === 1;
  return {
    perMinute: row.rate_limit ?? (open ? defaults.publicPerMinute : defaults.privatePerMinute),
    history: row.max_history ?? (open ? defaults.publicHistory : defaults.privateHistory),
    model,
    models: models === null ? null : [...new Set([model, ...models])],
    modelSwitch,
  };
}
