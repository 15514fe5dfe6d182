import { z } from 'zod';
import { Language } from '../answer.ts';
import { command, query } from '../entry.ts';
import { OrganizationRef, SignInInput } from '../people.ts';

const Nothing = z.object({});

/** Who looks, and through which door. */
export const Me = z.object({
  door: z.enum(['window', 'web', 'lan']),
  role: z.enum(['operator', 'owner', 'member']),
  person: z.object({ id: z.number(), name: z.string(), language: Language }).nullable(),
  organization: OrganizationRef.nullable(),
  version: z.string(),
});
export type Me = z.infer<typeof Me>;

export const session = {
  'session.signIn': command({
    access: 'anyone',
    input: SignInInput,
    output: z.object({ token: z.string(), expiresAt: z.string() }),
  }),
  'session.signOut': command({ access: 'anyone', input: Nothing, output: Nothing }),
  'session.me': query({ access: 'member', input: Nothing, output: Me }),
};
