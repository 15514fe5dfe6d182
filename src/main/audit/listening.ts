import type { CostEvents } from '../costs/events.ts';
import type { DatabaseEvents } from '../databases/events.ts';
import type { Events } from '../lib/events.ts';
import type { MailEvents } from '../mail/events.ts';
import type { PeopleEvents } from '../people/events.ts';
import type { Persons } from '../people/person.ts';
import type { ProgramEvents } from '../programs/events.ts';
import type { SettingsEvents } from '../store/settings.ts';
import type { Happening, Recorder } from './entry.ts';

type Heard = PeopleEvents &
  Omit<DatabaseEvents, 'case.opened'> &
  SettingsEvents &
  ProgramEvents &
  MailEvents &
  Pick<CostEvents, 'budget.warned'>;
type Translations = { [Name in keyof Heard]: (payload: Heard[Name]) => Happening };

/** Notes what features tell about people, databases and settings. */
export function listenForActivity(
  events: Events<Heard>,
  persons: Persons,
  record: Recorder,
): Disposable {
  const stack = new DisposableStack();
  const translations = createTranslations(persons);
  for (const name of Object.keys(translations) as (keyof Heard)[]) {
    const hear = <Name extends keyof Heard>(one: Name) =>
      events.on(one, (payload) => record(translations[one](payload)));
    stack.use(hear(name));
  }
  return stack;
}

/** What each event says, in the log's words. `by` is who did it; null is the operator. */
function createTranslations(persons: Persons): Translations {
  const organizationOf = (userId: number): number | null =>
    persons.byId(userId)?.organization?.id ?? null;
  const organization =
    (action: string) =>
    ({
      organizationId,
      by,
      ...details
    }: {
      organizationId: number;
      by: number | null;
    }): Happening => ({
      kind: 'organization',
      action,
      userId: by,
      organizationId,
      target: `organization:${organizationId}`,
      details,
    });
  const database =
    (action: string) =>
    ({
      databaseId,
      organizationId,
      by,
      ...details
    }: {
      databaseId: number;
      organizationId: number | null;
      by: number | null;
    }): Happening => ({
      kind: 'database',
      action,
      userId: by,
      organizationId,
      target: `database:${databaseId}`,
      details,
    });
  const session =
    (action: string) =>
    ({ userId }: { userId: number }): Happening => ({
      kind: 'sign_in',
      action,
      userId,
      organizationId: organizationOf(userId),
    });
  const channel =
    (action: string) =>
    ({
      channelId,
      organizationId,
      by,
      ...details
    }: ProgramEvents[
      | 'channel.created'
      | 'channel.changed'
      | 'channel.keyIssued'
      | 'channel.keyRevoked']): Happening => ({
      kind: 'program',
      action,
      userId: by,
      organizationId,
      target: `channel:${channelId}`,
      details,
    });
  const mail =
    (action: string) =>
    ({ draftId, userId, organizationId, ...details }: MailEvents['mail.queued']): Happening => ({
      kind: 'mail',
      action,
      userId,
      organizationId,
      target: `draft:${draftId}`,
      details,
    });
  return {
    'user.registered': ({ userId }) => ({
      kind: 'registration',
      action: 'user.registered',
      userId,
    }),
    'organization.created': organization('organization.created'),
    'organization.renamed': organization('organization.renamed'),
    'organization.closed': organization('organization.closed'),
    'member.joined': ({ userId, organizationId, invitationId }) => ({
      kind: 'organization',
      action: 'member.joined',
      userId,
      organizationId,
      target: `user:${userId}`,
      details: { invitationId },
    }),
    'member.removed': organization('member.removed'),
    'member.role': organization('member.role'),
    'invitation.created': organization('invitation.created'),
    'invitation.revoked': organization('invitation.revoked'),
    'credentials.issued': organization('credentials.issued'),
    'session.started': session('session.started'),
    'session.ended': session('session.ended'),
    'signIn.locked': ({ userId, address }) => ({
      kind: 'rate_limit',
      action: 'signIn.locked',
      outcome: 'sign_in_locked',
      userId,
      organizationId: userId === null ? null : organizationOf(userId),
      details: { address },
    }),
    'database.added': database('database.added'),
    'database.renamed': database('database.renamed'),
    'database.removed': database('database.removed'),
    'database.reconnected': database('database.reconnected'),
    'database.grantsAccepted': database('database.grantsAccepted'),
    'database.selected': (payload) => ({
      ...database('database.selected')(payload),
      kind: 'selection',
    }),
    'database.status': ({ databaseId, status, code }) => ({
      kind: 'database',
      action: 'database.status',
      outcome: code ?? 'ok',
      target: `database:${databaseId}`,
      details: { status },
    }),
    'database.changed': ({ databaseId }) => ({
      kind: 'database',
      action: 'database.changed',
      target: `database:${databaseId}`,
    }),
    'channel.created': channel('channel.created'),
    'channel.changed': channel('channel.changed'),
    'channel.keyIssued': channel('channel.keyIssued'),
    'channel.keyRevoked': channel('channel.keyRevoked'),
    'superKey.slowed': ({ address }) => ({
      kind: 'rate_limit',
      action: 'superKey.slowed',
      outcome: 'rate_limited',
      details: { address },
    }),
    'budget.warned': ({ scope, scopeId, ...details }) => ({
      kind: 'rate_limit',
      action: 'budget.warned',
      organizationId: scope === 'organization' ? scopeId : null,
      target: `${scope}:${scopeId}`,
      details,
    }),
    'mail.drafted': mail('mail.drafted'),
    'mail.discarded': mail('mail.discarded'),
    'mail.queued': mail('mail.queued'),
    'mail.sent': mail('mail.sent'),
    'mail.failed': (payload) => ({ ...mail('mail.failed')(payload), outcome: payload.code }),
    'mail.unknown': (payload) => ({
      ...mail('mail.unknown')(payload),
      outcome: 'mail_outcome_unknown',
    }),
    'settings.changed': ({ group }) => ({
      kind: 'settings',
      action: 'settings.changed',
      target: `settings:${group}`,
    }),
  };
}
