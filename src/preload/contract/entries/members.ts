import { z } from 'zod';
import { Period, Sums } from '../costs.ts';
import { command, feed, query } from '../entry.ts';
import { Credentials, DisplayName, Member, MemberQuery } from '../people.ts';
import { FilePart } from './file.ts';
import { TelegramId } from './organizations.ts';

const One = z.object({ userId: z.number().int().positive() });
const Nothing = z.object({});

export const members = {
  'members.list': query({
    access: 'member',
    input: MemberQuery,
    output: z.object({ total: z.number(), members: z.array(Member) }),
  }),
  /** Everyone, as CSV. */
  'members.export': feed({ access: 'owner', input: Nothing, output: FilePart }),
  'members.usage': query({
    access: 'owner',
    input: One.extend({ period: Period }),
    output: Sums,
  }),
  'members.add': command({
    access: 'owner',
    input: z.object({ telegramId: TelegramId, name: DisplayName.optional() }),
    output: One,
  }),
  'members.remove': command({ access: 'owner', input: One, output: Nothing }),
  'members.setRole': command({
    access: 'owner',
    input: One.extend({ role: z.enum(['owner', 'member']) }),
    output: Nothing,
  }),
  'members.resetCredentials': command({ access: 'owner', input: One, output: Credentials }),
};
