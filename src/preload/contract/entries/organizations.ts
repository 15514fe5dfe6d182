import { z } from 'zod';
import { command, query } from '../entry.ts';
import { DisplayName, OrganizationInfo } from '../people.ts';

export const TelegramId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

export const organizations = {
  'organizations.list': query({
    access: 'operator',
    input: z.object({}),
    output: z.array(OrganizationInfo),
  }),
  'organizations.create': command({
    access: 'operator',
    input: z.object({
      name: DisplayName,
      /** Who owns it in Telegram; null: the operator alone for now. */
      ownerTelegramId: TelegramId.nullable().default(null),
    }),
    output: OrganizationInfo,
  }),
  'organizations.rename': command({
    access: 'owner',
    input: z.object({ name: DisplayName }),
    output: OrganizationInfo,
  }),
  /** `name` must be the organisation's own. */
  'organizations.close': command({
    access: 'owner',
    input: z.object({ name: z.string() }),
    output: z.object({}),
  }),
};
