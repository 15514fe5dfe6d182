import { z } from 'zod';
import { command, query } from '../entry.ts';
import { Invitation, InvitationInput, InvitationUse, Page } from '../people.ts';

const One = z.object({ invitationId: z.number().int().positive() });

export const NewInvitation = z.object({
  invitation: Invitation,
  /** Shown once: only its hash is kept. */
  code: z.string(),
  /** Opens the bot with the code; null while the bot has no name. */
  link: z.string().nullable(),
  /** Of the link, an SVG image as a data address. */
  qr: z.string().nullable(),
});
export type NewInvitation = z.infer<typeof NewInvitation>;

export const invitations = {
  'invitations.list': query({
    access: 'owner',
    input: Page,
    output: z.object({ total: z.number(), invitations: z.array(Invitation) }),
  }),
  'invitations.uses': query({ access: 'owner', input: One, output: z.array(InvitationUse) }),
  'invitations.create': command({
    access: 'owner',
    input: InvitationInput,
    output: NewInvitation,
  }),
  'invitations.revoke': command({ access: 'owner', input: One, output: z.object({}) }),
};
