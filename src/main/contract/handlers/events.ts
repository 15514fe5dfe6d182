import type { Change, events, Topic } from '../../../preload/contract/entries/events.ts';
import { isDiwanError } from '../../lib/errors.ts';
import { EventQueue } from '../../lib/event-queue.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

/** Milliseconds: a line that says nothing for three of these is taken for broken. */
const aliveMs = 5_000;

const topicsOf = {
  'organization.created': 'organizations',
  'organization.renamed': 'organizations',
  'organization.closed': 'organizations',
  'member.joined': 'members',
  'member.removed': 'members',
  'member.role': 'members',
  'credentials.issued': 'members',
  'invitation.created': 'invitations',
  'invitation.revoked': 'invitations',
  'database.added': 'databases',
  'database.renamed': 'databases',
  'database.removed': 'databases',
  'database.reconnected': 'databases',
  'database.grantsAccepted': 'databases',
  'database.status': 'databases',
  'database.changed': 'databases',
  'case.opened': 'costs',
  'channel.created': 'channels',
  'channel.changed': 'channels',
  'channel.keyIssued': 'channels',
  'channel.keyRevoked': 'channels',
  'question.settled': 'costs',
  'settings.changed': 'settings',
} as const satisfies Record<string, Topic>;

type Bus = Pick<HandlerDeps, 'events' | 'clock' | 'people' | 'databases'>;

export const eventHandlers = (bus: Bus): HandlersOf<typeof events> => ({
  'events.changes': (caller, _input, signal) => changes(bus, caller, signal),
});

async function* changes(bus: Bus, caller: Caller, signal: AbortSignal) {
  const { events, clock } = bus;
  const queue = new EventQueue<Change>();
  using listening = new DisposableStack();
  const tell = (topic: Topic) => (payload: object) => {
    if (concerns(bus, caller, topic, payload)) queue.push({ topic });
  };
  for (const name of Object.keys(topicsOf) as (keyof typeof topicsOf)[])
    listening.use(events.on(name, tell(topicsOf[name])));
  listening.use(events.on('window.changed', (told) => tell(told.topic)(told)));
  const end = () => queue.end();
  signal.addEventListener('abort', end, { once: true });
  listening.defer(() => signal.removeEventListener('abort', end));
  queue.push({ topic: 'alive' });
  void beat(clock, queue, signal);
  yield* queue;
}

async function beat(clock: Bus['clock'], queue: EventQueue<Change>, signal: AbortSignal) {
  try {
    for (;;) {
      await clock.sleep(aliveMs, signal);
      queue.push({ topic: 'alive' });
    }
  } catch {
    // the page has gone
  }
}

/** What a plain member's pages show; of the costs their own. */
const ofMembers: ReadonlySet<Topic> = new Set(['organizations', 'members', 'databases', 'costs']);

/** What is told of another organisation, or to owners alone, is not for this caller. */
function concerns(bus: Bus, caller: Caller, topic: Topic, payload: object): boolean {
  if (caller.access === 'operator') return true;
  // A database's state is told without whose it is.
  if ('databaseId' in payload && !('organizationId' in payload))
    return sees(bus, caller, Number(payload.databaseId));
  if (!('organizationId' in payload) || payload.organizationId !== caller.organizationId)
    return false;
  if (caller.access === 'owner') return true;
  const own = 'userId' in payload && payload.userId === caller.userId;
  return ofMembers.has(topic) && (topic !== 'costs' || own);
}

function sees({ people, databases }: Bus, caller: Caller, databaseId: number): boolean {
  try {
    const list = databases.catalogue.list(actorOf(people.persons, caller));
    return list.some(({ id }) => id === databaseId);
  } catch (error) {
    // Signed out meanwhile: the line ends with the next thing it says.
    if (isDiwanError(error)) return false;
    throw error;
  }
}
