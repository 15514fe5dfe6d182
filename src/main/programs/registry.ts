import type {
  Channel,
  ChannelChange,
  ChannelKey,
  NewChannel,
} from '../../preload/contract/channels.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import type { Budgets } from '../costs/budgets.ts';
import type { Clock } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { requireKeys, requireSettable } from './bot-channel.ts';
import { type ChannelRow, channelQuery, type KnownChannel } from './channel.ts';
import type { ProgramEvents } from './events.ts';
import type { IssuedKey, KeyRow, Keys } from './keys.ts';
import { createKnownChannels } from './known-channels.ts';
import { toChannel } from './showing-channel.ts';
import { insertChannel, setBudgets, writeChannel } from './writing-channel.ts';

/** Whose channels: those of one organisation, or all, for the operator and `/v1/admin`. */
export type Reach = { organizationId: number } | 'all';

export interface ChannelFilter {
  channelId?: string | undefined;
  activeOnly?: boolean | undefined;
}

export interface Rotation {
  expiresAt: string | null;
  /** How long the key before stays good. */
  overlapMs: number;
}

/** The channels and their keys. What is of elsewhere is `not_found` to every function. */
export interface Registry {
  /** By the whole key; null for a stranger. The key may have ended, the channel be inactive. */
  byKey(secret: string): { channel: KnownChannel; key: KeyRow } | null;
  known(id: number): KnownChannel | null;
  byName(channelId: string): KnownChannel | null;
  list(reach: Reach, filter?: ChannelFilter): Channel[];
  get(reach: Reach, id: number): Channel;
  count(): { total: number; active: number };
  /** @throws DiwanError `already_exists`, `not_found` for a database or organisation, `invalid_input` */
  create(
    reach: Reach,
    given: NewChannel & Owner,
    by: number | null,
  ): { channel: Channel } & IssuedKey;
  /** @throws DiwanError also `not_for_bot`, as does `rotate` */
  change(reach: Reach, id: number, change: ChannelChange, by: number | null): Channel;
  keys(reach: Reach, id: number): ChannelKey[];
  /** The active key of each channel that has one, in one query. */
  activeKeys(ids: readonly number[]): Map<number, ChannelKey>;
  key(reach: Reach, keyId: number): { key: ChannelKey; channelId: number };
  rotate(reach: Reach, id: number, rotation: Rotation, by: number | null): IssuedKey;
  revoke(reach: Reach, id: number, keyId: number, by: number | null): ChannelKey;
  /** After settings changed, or something in the store did from outside. */
  forget(): void;
}

interface Owner {
  organizationId?: number | null | undefined;
}

export interface RegistryDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<ProgramEvents>;
  keys: Keys;
  budgets: Budgets;
  settings: () => Settings['channels'];
}

export function createRegistry(deps: RegistryDeps): Registry {
  const { store, events, keys } = deps;
  const cache = createKnownChannels(store, keys, deps.settings);
  const { known } = cache;

  const require = (reach: Reach, id: number): KnownChannel => {
    const channel = known(id);
    if (!channel || !within(reach, channel.row)) throw notFound('channel');
    return channel;
  };
  const tell = (channel: KnownChannel, by: number | null) => ({
    channelId: channel.row.id,
    organizationId: channel.row.organization_id,
    by,
  });
  const view = (channel: KnownChannel): Channel => toChannel(channel, deps.budgets);

  return {
    byKey: cache.byKey,
    known,
    byName: (name) => {
      const row = store.first(channelQuery(store).select('id').where('channel_id', '=', name));
      return row ? known(row.id) : null;
    },
    list(reach, { channelId, activeOnly } = {}) {
      let query = channelQuery(store).orderBy('id');
      if (reach !== 'all') query = query.where('organization_id', '=', reach.organizationId);
      if (channelId !== undefined) query = query.where('channel_id', '=', channelId);
      if (activeOnly) query = query.where('is_active', '=', 1);
      return cache.ofAll(store.all(query)).map(view);
    },
    get: (reach, id) => view(require(reach, id)),
    count: () => {
      const sql = 'SELECT count(*) AS total, ifnull(sum(is_active), 0) AS active FROM channels';
      return store.prepare<{ total: number; active: number }, []>(sql).first() ?? noChannels;
    },
    create(reach, given, by) {
      const organizationId =
        reach === 'all' ? (given.organizationId ?? null) : reach.organizationId;
      const made = store.transaction(() => {
        const id = insertChannel(deps, given, organizationId);
        writeChannel(deps, id, organizationId, given);
        return { id, ...keys.issue(id, given.keyExpiresAt ?? null, 0) };
      });
      setBudgets(deps.budgets, made.id, given);
      const channel = require('all', made.id);
      events.emit('channel.created', { ...tell(channel, by), channelName: given.channelId });
      return { channel: view(channel), secret: made.secret, key: made.key };
    },
    change(reach, id, change, by) {
      const { row } = require(reach, id);
      requireSettable(row, change);
      store.transaction(() => writeChannel(deps, id, row.organization_id, change));
      setBudgets(deps.budgets, id, change);
      cache.clear();
      const channel = require(reach, id);
      events.emit('channel.changed', { ...tell(channel, by), fields: Object.keys(change) });
      return view(channel);
    },
    keys: (reach, id) => keys.list(require(reach, id).row.id),
    activeKeys: (ids) => keys.active(ids),
    key(reach, keyId) {
      const row = keys.byId(keyId);
      if (!row) throw notFound('key');
      const channel = require(reach, row.channel_id);
      const key = keys.list(channel.row.id).find((one) => one.id === keyId);
      if (!key) throw notFound('key');
      return { key, channelId: channel.row.id };
    },
    rotate(reach, id, { expiresAt, overlapMs }, by) {
      const channel = require(reach, id);
      requireKeys(channel.row);
      const issued = store.transaction(() => keys.issue(id, expiresAt, overlapMs));
      cache.clear();
      const { id: keyId, prefix } = issued.key;
      events.emit('channel.keyIssued', { ...tell(channel, by), keyId, prefix });
      return issued;
    },
    revoke(reach, id, keyId, by) {
      const channel = require(reach, id);
      const key = keys.revoke(id, keyId);
      cache.clear();
      events.emit('channel.keyRevoked', { ...tell(channel, by), keyId, prefix: key.prefix });
      return key;
    },
    forget: cache.clear,
  };
}

const noChannels = { total: 0, active: 0 };

const notFound = (what: string) => new DiwanError('not_found', { params: { what } });

const within = (reach: Reach, row: ChannelRow): boolean =>
  reach === 'all' || row.organization_id === reach.organizationId;
