import { createHash } from 'node:crypto';
import {
  type Invitation,
  InvitationInput,
  type InvitationUse,
  Page,
  type Person,
} from '../../preload/contract/people.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import { parseInput } from '../lib/input.ts';
import type { Random } from '../lib/random.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { PeopleEvents } from './events.ts';
import { codeLength, isCodeLike, newCode, tidyCode } from './invitation-code.ts';
import { readInvitation, readInvitations, readUses } from './invitation-list.ts';
import { addMember } from './membership.ts';
import type { NameHashes } from './name-hashes.ts';
import { type Actor, organizationOf } from './person.ts';
import { requireAllowed } from './policy.ts';

export interface Created {
  code: string;
  invitation: Invitation;
}

export interface Invitations {
  /** `code` is shown once: only its hash is kept. */
  create(actor: Actor, input?: InvitationInput): Created;
  /** The same for a request that may come again: it gets the same code and no second invitation. */
  createOnce(actor: Actor, input: InvitationInput, requestKey: string): Promise<Created>;
  /**
   * @throws DiwanError `already_in_organization`, or `invitation_invalid`, `invitation_expired`,
   * `invitation_used_up`: nothing is used up then
   */
  join(person: Person, code: string): { organizationId: number; organizationName: string };
  /** The name of the person's organisation where it was this code that led there, else null. */
  joined(person: Person, code: string): string | null;
  /** Whether a text is nothing but the code of an invitation, whatever became of that. */
  isCode(text: string): boolean;
  list(actor: Actor, page?: Page): { total: number; invitations: Invitation[] };
  uses(actor: Actor, invitationId: number): InvitationUse[];
  revoke(actor: Actor, invitationId: number): void;
}

export interface InvitationsDeps {
  store: ManagerStore;
  clock: Clock;
  random: Random;
  names: NameHashes;
  events: Events<PeopleEvents>;
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

export function createInvitations(deps: InvitationsDeps): Invitations {
  const { store, clock, events } = deps;
  const owned = (actor: Actor): number => {
    requireAllowed(actor, 'createInvitations');
    return organizationOf(actor).id;
  };
  const create = (actor: Actor, input: InvitationInput, code: string): Created => {
    const organizationId = owned(actor);
    const given = parseInput(InvitationInput, input);
    const { id, made } = store.transaction(() => {
      const known = findMade(store, organizationId, code);
      return known === null
        ? { id: insert(deps, actor, organizationId, given, code), made: true }
        : { id: known, made: false };
    });
    if (made) events.emit('invitation.created', { invitationId: id, organizationId, by: actor.id });
    return { code, invitation: readInvitation(store, organizationId, id, isoTime(clock)) };
  };
  return {
    create: (actor, input = {}) => create(actor, input, newCode(deps.random)),
    async createOnce(actor, input, requestKey) {
      const own = Buffer.from(await deps.names.request(`invitation ${requestKey}`), 'hex');
      return create(actor, input, newCode({ bytes: (size) => own.subarray(0, size) }));
    },
    join(person, code) {
      if (person.organization) throw new DiwanError('already_in_organization');
      requireAllowed(person, 'joinOrganization');
      const joined = store.transaction(() => use(store, person.id, code, isoTime(clock)));
      const { organizationId, organizationName, invitationId } = joined;
      events.emit('member.joined', { userId: person.id, organizationId, invitationId });
      return { organizationId, organizationName };
    },
    joined: ({ id, organization }, code) =>
      organization && hasUsed(store, id, organization.id, code) ? organization.name : null,
    isCode: (text) => isCodeLike(text) && isKnown(store, hashOf(tidyCode(text))),
    list: (actor, page = {}) =>
      readInvitations(store, owned(actor), parseInput(Page, page), isoTime(clock)),
    uses: (actor, id) => {
      const invitation = readInvitation(store, owned(actor), id, isoTime(clock));
      return readUses(store, invitation.id);
    },
    revoke(actor, id) {
      const organizationId = owned(actor);
      const { status } = readInvitation(store, organizationId, id, isoTime(clock));
      if (status === 'revoked') return;
      const invitations = store.query.updateTable('invitations').where('id', '=', id);
      store.run(invitations.set({ revoked_at: isoTime(clock) }));
      events.emit('invitation.revoked', { invitationId: id, organizationId, by: actor.id });
    },
  };
}

const hourMs = 3_600_000;

function insert(
  { store, clock }: InvitationsDeps,
  actor: Actor,
  organizationId: number,
  { uses, hours }: { uses: number; hours: number },
  code: string,
): number {
  const { lastId } = store.run(
    store.query.insertInto('invitations').values({
      organization_id: organizationId,
      code_hash: hashOf(code),
      max_uses: uses,
      created_by: actor.id,
      created_at: isoTime(clock),
      expires_at: new Date(clock.now() + hours * hourMs).toISOString(),
    }),
  );
  return lastId;
}

const findMade = (store: ManagerStore, organizationId: number, code: string): number | null =>
  store.first(
    store.query
      .selectFrom('invitations')
      .select('id')
      .where('organization_id', '=', organizationId)
      .where('code_hash', '=', hashOf(code)),
  )?.id ?? null;

/** Inside a transaction that holds the write lock, so that a count read here cannot be stale. */
function use(store: ManagerStore, userId: number, given: string, now: string) {
  const code = tidyCode(given);
  const found = code.length === codeLength ? findOpen(store, hashOf(code)) : undefined;
  if (!found) throw new DiwanError('invitation_invalid');
  if (found.expires_at <= now) throw new DiwanError('invitation_expired');
  if (found.used >= found.max_uses) throw new DiwanError('invitation_used_up');
  const { id: invitationId, organization_id: organizationId } = found;
  addMember(store, { userId, organizationId, role: 'member' }, now);
  const invitations = store.query.updateTable('invitations').where('id', '=', invitationId);
  store.run(invitations.set((eb) => ({ used: eb('used', '+', 1) })));
  const row = { invitation_id: invitationId, user_id: userId, used_at: now };
  store.run(store.query.insertInto('invitation_uses').values(row));
  return { organizationId, organizationName: found.name, invitationId };
}

const isKnown = (store: ManagerStore, hash: string): boolean =>
  store.first(store.query.selectFrom('invitations').select('id').where('code_hash', '=', hash)) !==
  undefined;

const hasUsed = (
  store: ManagerStore,
  userId: number,
  organizationId: number,
  code: string,
): boolean =>
  store.first(
    store.query
      .selectFrom('invitation_uses as u')
      .innerJoin('invitations as i', 'i.id', 'u.invitation_id')
      .select('i.id')
      .where('u.user_id', '=', userId)
      .where('i.organization_id', '=', organizationId)
      .where('i.code_hash', '=', hashOf(tidyCode(code))),
  ) !== undefined;

/** A revoked one is as if it had never been. */
const findOpen = (store: ManagerStore, codeHash: string) =>
  store.first(
    store.query
      .selectFrom('invitations as i')
      .innerJoin('organizations as o', 'o.id', 'i.organization_id')
      .select(['i.id', 'i.organization_id', 'i.expires_at', 'i.used', 'i.max_uses', 'o.name'])
      .where('i.code_hash', '=', codeHash)
      .where('i.revoked_at', 'is', null)
      .where('o.closed_at', 'is', null),
  );
