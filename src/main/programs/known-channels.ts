import { hash as digest } from 'node:crypto';
import type { Settings } from '../../preload/contract/settings.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { type ChannelRow, type KnownChannel, limitsOf } from './channel.ts';
import type { KeyRow, Keys } from './keys.ts';

/** Channels and keys read once and kept until something of them changes. */
export interface KnownChannels {
  known(id: number): KnownChannel | null;
  byKey(secret: string): { channel: KnownChannel; key: KeyRow } | null;
  /** In one query for their databases, and without being kept. */
  ofAll(rows: readonly ChannelRow[]): KnownChannel[];
  clear(): void;
}

const kept = 5_000;

interface Linked {
  channel: number;
  id: number;
  /** 1 where it was removed. */
  gone: number;
}

/** Those that are still there; where none is, questions fail rather than turn into plain chat. */
function askable(linked: readonly Linked[]): number[] {
  const there = linked.filter(({ gone }) => gone === 0);
  return (there.length > 0 ? there : linked).map(({ id }) => id);
}

export function createKnownChannels(
  store: ManagerStore,
  keys: Keys,
  settings: () => Settings['channels'],
): KnownChannels {
  const channels = new Map<number, KnownChannel>();
  const byHash = new Map<string, KeyRow>();
  const one = store.prepare<ChannelRow, [number]>('SELECT * FROM channels WHERE id = ?');
  const databases = store.prepare<Linked, [string]>(
    `SELECT c.channel_id AS channel, c.database_id AS id, d.status = 'removed' AS gone
     FROM channel_databases c JOIN database_connections d ON d.id = c.database_id
     WHERE c.channel_id IN (SELECT value FROM json_each(?)) ORDER BY c.channel_id, c.position`,
  );

  const ofAll = (rows: readonly ChannelRow[]): KnownChannel[] => {
    const ids = JSON.stringify(rows.map(({ id }) => id));
    const found = Map.groupBy(databases.all(ids), ({ channel }) => channel);
    return rows.map((row) => ({
      row,
      databases: askable(found.get(row.id) ?? []),
      limits: limitsOf(row, settings()),
    }));
  };
  const known = (id: number): KnownChannel | null => {
    const before = channels.get(id);
    if (before) return before;
    const row = one.first(id);
    const [channel] = row ? ofAll([row]) : [];
    if (!channel) return null;
    if (channels.size >= kept) channels.clear();
    channels.set(id, channel);
    return channel;
  };

  return {
    known,
    ofAll,
    byKey(secret) {
      const hash = digest('sha256', secret, 'base64');
      const key = byHash.get(hash) ?? keys.find(secret);
      if (!key) return null;
      if (byHash.size >= kept) byHash.clear();
      byHash.set(hash, key);
      const channel = known(key.channel_id);
      return channel && { channel, key };
    },
    clear() {
      channels.clear();
      byHash.clear();
    },
  };
}
