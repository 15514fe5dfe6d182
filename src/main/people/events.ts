import type { Role } from '../../preload/contract/people.ts';

/** What happens to people, told after it is stored. `by` is null for the operator. */
export interface PeopleEvents {
  'user.registered': { userId: number };
  'organization.created': { organizationId: number; by: number | null };
  'organization.renamed': { organizationId: number; name: string; by: number | null };
  'organization.closed': { organizationId: number; by: number | null };
  'member.joined': { userId: number; organizationId: number; invitationId: number | null };
  /** Whatever the person still has queued or running there ends now. */
  'member.removed': { userId: number; organizationId: number; by: number | null };
  'member.role': { userId: number; organizationId: number; role: Role; by: number | null };
  'invitation.created': { invitationId: number; organizationId: number; by: number | null };
  'invitation.revoked': { invitationId: number; organizationId: number; by: number | null };
  'credentials.issued': { userId: number; organizationId: number; by: number | null };
  'session.started': { userId: number };
  'session.ended': { userId: number };
  /** A name has had too many wrong passwords; `userId` is null when no such name exists. */
  'signIn.locked': { userId: number | null; address: string };
}
