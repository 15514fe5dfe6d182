import type { ChannelKey } from '../../../preload/contract/channels.ts';

export type KeyState = 'active' | 'overlapping' | 'expired' | 'revoked';

export function stateOf(
  { replaced, revokedAt, expiresAt }: ChannelKey,
  now = Date.now(),
): KeyState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && Date.parse(expiresAt) <= now) return 'expired';
  return replaced ? 'overlapping' : 'active';
}
