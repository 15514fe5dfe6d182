import { z } from 'zod';
import { Usage } from '../answer.ts';
import { Channel, ChannelChange, ChannelKey, ChannelUse, NewChannel } from '../channels.ts';
import { Period } from '../costs.ts';
import { command, query } from '../entry.ts';

const OneChannel = z.object({ id: z.number().int() });
const Issued = z.object({
  /** The whole key: shown this once. */
  secret: z.string(),
  key: ChannelKey,
});

/** A channel with its active key and what it was used for in the last 30 days. */
export const ChannelRow = Channel.extend({ key: ChannelKey.nullable(), use: ChannelUse });
export type ChannelRow = z.infer<typeof ChannelRow>;

/** An owner sees the organisation's; the operator all, Telegram's own among them. */
export const channels = {
  'channels.list': query({
    access: 'owner',
    input: z.object({}),
    output: z.object({
      /** Where programs ask, `https://…/v1`; null while the LAN door is shut. */
      url: z.string().nullable(),
      /** What a program must trust to come in by that address, PEM; null where it is plain HTTP. */
      certificate: z.string().nullable(),
      channels: z.array(ChannelRow),
    }),
  }),
  'channels.keys': query({ access: 'owner', input: OneChannel, output: z.array(ChannelKey) }),
  'channels.use': query({
    access: 'owner',
    input: OneChannel.extend({ period: Period }),
    output: z.object({
      days: z.array(ChannelUse.extend({ day: z.string() })),
      models: z.array(ChannelUse.extend({ model: z.string() })),
      /** Answered today and this month, as the quotas count. */
      answered: z.object({ day: z.number().int(), month: z.number().int() }),
    }),
  }),
  /** What the configured keys can really use. */
  'channels.models': query({
    access: 'owner',
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  'channels.create': command({
    access: 'owner',
    input: NewChannel,
    output: Issued.extend({ channel: Channel }),
  }),
  'channels.change': command({
    access: 'owner',
    input: OneChannel.extend({ change: ChannelChange }),
    output: Channel,
  }),
  'channels.rotate': command({
    access: 'owner',
    input: OneChannel.extend({
      /** How long the key before stays good. */
      overlapHours: z.number().min(0).max(8_760),
      expiresAt: z.iso.datetime({ offset: true }).nullable(),
    }),
    output: Issued,
  }),
  'channels.revoke': command({
    access: 'owner',
    input: OneChannel.extend({ keyId: z.number().int() }),
    output: ChannelKey,
  }),
  /** Asks as the user `try-it`, by the channel's own limits, quotas and budget. */
  'channels.try': command({
    access: 'owner',
    input: OneChannel.extend({ text: z.string().trim().min(1).max(32_000) }),
    output: z.object({
      text: z.string(),
      model: z.string(),
      sql: z.string().nullable(),
      usage: Usage,
      /** Nanodollars. */
      cost: z.number().int(),
      elapsedMs: z.number(),
    }),
  }),
};
