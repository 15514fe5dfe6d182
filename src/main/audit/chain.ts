import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Content } from './entry.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the first entry follows. */
export const origin = '0'.repeat(64);

/** The content as canonical JSON, an array in this order, hashed: SHA-256, hex. */
export const contentHash = (content: Content): string =>
  sha256(
    JSON.stringify([
      content.at,
      content.kind,
      content.action,
      content.outcome,
      content.door,
      content.user_id,
      content.organization_id,
      content.chat,
      content.target,
      content.details,
    ]),
  );

/** A link of the chain: it stands for the entry, its place and all before it. */
export const linkHash = (before: string, id: number, kind: string, content: string): string =>
  sha256(`${before}\n${id}\n${kind}\n${content}`);

export interface Checkpoint {
  at: string;
  kind: string | null;
  through_id: number;
  hash: string;
}

/** HMAC-SHA-256 by the appliance's own key, hex. */
export const sign = (key: Buffer, { at, kind, through_id, hash }: Checkpoint): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([at, kind, through_id, hash]))
    .digest('hex');

export function signedBy(key: Buffer, checkpoint: Checkpoint, signature: string): boolean {
  const right = Buffer.from(sign(key, checkpoint));
  const given = Buffer.from(signature);
  return right.length === given.length && timingSafeEqual(right, given);
}
