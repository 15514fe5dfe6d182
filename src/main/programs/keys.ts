import { hash as digest, timingSafeEqual } from 'node:crypto';
import type { ChannelKey } from '../../preload/contract/channels.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Random } from '../lib/random.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

export interface KeyRow {
  id: number;
  channel_id: number;
  hash: string;
  prefix: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  last_used_at: string | null;
}

export interface IssuedKey {
  /** The whole key: shown once, never stored. */
  secret: string;
  key: ChannelKey;
}

/** Keys of channels: `ark_` and 40 hex digits, stored as SHA-256 beside their first characters. */
export interface Keys {
  /** The key's row whatever its state; null for a stranger. Compares in constant time. */
  find(secret: string): KeyRow | null;
  list(channelId: number): ChannelKey[];
  /** The newest good key of each of these channels. */
  active(channels: readonly number[]): Map<number, ChannelKey>;
  byId(id: number): KeyRow | null;
  /**
   * A new key; the one before stays good for `overlapMs`. Within a transaction of the caller's.
   * @throws DiwanError `invalid_input` for an end in the past
   */
  issue(channelId: number, expiresAt: string | null, overlapMs: number): IssuedKey;
  /** @throws DiwanError `not_found` */
  revoke(channelId: number, keyId: number): ChannelKey;
}

const shape = /^ark_[0-9a-f]{40}$/;
const prefixLength = 8;

export const sha256 = (text: string): Buffer => digest('sha256', text, 'buffer');

interface KeyDeps {
  store: ManagerStore;
  clock: Clock;
  random: Random;
}

export function createKeys({ store, clock, random }: KeyDeps): Keys {
  const byPrefix = store.prepare<KeyRow, [string]>('SELECT * FROM api_keys WHERE prefix = ?');
  const byId = store.prepare<KeyRow, [number]>('SELECT * FROM api_keys WHERE id = ?');
  const ofChannel = store.prepare<KeyRow, [number]>(
    'SELECT * FROM api_keys WHERE channel_id = ? ORDER BY id DESC',
  );
  // In the order of age, so that the newest of a channel is the last to be taken.
  const goodOf = store.prepare<KeyRow, [string, string]>(
    `SELECT * FROM api_keys WHERE channel_id IN (SELECT value FROM json_each(?))
       AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) ORDER BY id`,
  );
  const insert = store.prepare<KeyRow, [number, string, string, string, string | null]>(
    `INSERT INTO api_keys (channel_id, hash, prefix, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?) RETURNING *`,
  );
  const expire = store.prepare<never, [string, number, string]>(
    `UPDATE api_keys SET expires_at = ?
     WHERE channel_id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)`,
  );
  const end = store.prepare<never, [string, number, number]>(
    'UPDATE api_keys SET revoked_at = ifnull(revoked_at, ?) WHERE id = ? AND channel_id = ?',
  );
  const list = (channelId: number) => toKeys(ofChannel.all(channelId), isoTime(clock));

  return {
    find(secret) {
      if (!shape.test(secret)) return null;
      const hash = sha256(secret);
      const known = byPrefix.all(secret.slice(0, prefixLength));
      return known.find((row) => timingSafeEqual(Buffer.from(row.hash, 'hex'), hash)) ?? null;
    },
    list,
    active: (channels) => {
      const rows = goodOf.all(JSON.stringify(channels), isoTime(clock));
      return new Map(rows.map((row) => [row.channel_id, toKey(row, { active: true })]));
    },
    byId: (id) => byId.first(id) ?? null,
    issue(channelId, expiresAt, overlapMs) {
      const now = isoTime(clock);
      if (expiresAt !== null && expiresAt <= now)
        throw new DiwanError('invalid_input', { params: { field: 'expires_at', problem: 'past' } });
      const until = new Date(clock.now() + overlapMs).toISOString();
      expire.run(until, channelId, until);
      const secret = `ark_${random.bytes(20).toString('hex')}`;
      const hash = sha256(secret).toString('hex');
      const row = insert.first(channelId, hash, secret.slice(0, prefixLength), now, expiresAt);
      if (!row) throw new RangeError('an insert returned nothing');
      return { secret, key: toKey(row, { active: true }) };
    },
    revoke(channelId, keyId) {
      end.run(isoTime(clock), keyId, channelId);
      const revoked = list(channelId).find(({ id }) => id === keyId);
      if (!revoked) throw new DiwanError('not_found', { params: { what: 'key' } });
      return revoked;
    },
  };
}

/** Whether a key opens anything at this moment (UTC ISO-8601). */
export const isGood = (row: KeyRow, now: string): boolean =>
  row.revoked_at === null && (row.expires_at === null || row.expires_at > now);

/** Newest first: what is older than the newest good one is replaced by it. */
function toKeys(rows: readonly KeyRow[], now: string): ChannelKey[] {
  const newest = rows.findIndex((row) => isGood(row, now));
  return rows.map((row, at) =>
    toKey(row, { active: isGood(row, now), replaced: newest >= 0 && at > newest }),
  );
}

const toKey = (
  row: KeyRow,
  { active, replaced = false }: { active: boolean; replaced?: boolean },
): ChannelKey => ({
  id: row.id,
  prefix: row.prefix,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
  active,
  replaced,
});
