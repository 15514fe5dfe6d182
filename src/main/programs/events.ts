/** What happens to channels and their administration, told after it is stored. `by` is null for the operator and `/v1/admin`. */
export interface ProgramEvents {
  'channel.created': Owned & { channelName: string };
  'channel.changed': Owned & { fields: readonly string[] };
  'channel.keyIssued': Owned & { keyId: number; prefix: string };
  'channel.keyRevoked': Owned & { keyId: number; prefix: string };
  'superKey.slowed': { address: string };
}

interface Owned {
  channelId: number;
  organizationId: number | null;
  by: number | null;
}
