import { contract } from '../../preload/contract/contract.ts';
import type { Entry } from '../../preload/contract/entry.ts';
import type { Happening, Recorder } from '../audit/entry.ts';
import type { Clock } from '../lib/clock.ts';
import { toDiwanError } from '../lib/errors.ts';
import { serializeError } from '../lib/redact.ts';
import { TokenBuckets } from '../lib/token-bucket.ts';
import type { Caller } from './caller.ts';
import type { Dispatcher } from './dispatch.ts';

/** Of what strangers try in vain, a few entries at once and then one a minute: nobody fills the log. */
const strangers = { burst: 5, perSecond: 1 / 60 };

/** Notes in the activity log each act and export of the windows, and how it ended; inputs are not. */
export function noteCalls(dispatcher: Dispatcher, record: Recorder, clock: Clock): Dispatcher {
  const buckets = new TokenBuckets(clock, strangers.perSecond, strangers.burst);
  const worthNoting = (caller: Caller, outcome: string): boolean =>
    caller.access !== 'anyone' ||
    // Wrong passwords are few by their own limit.
    outcome === 'sign_in_failed' ||
    buckets.take(caller.address ?? '') === 0;
  const noteFailure = (caller: Caller, name: string, thrown: unknown) => {
    const failed = failureOf(thrown, kindOf(name, caller));
    if (!failed || !worthNoting(caller, failed.outcome)) return;
    const details = { ...failed.details, ...from(caller) };
    record({ ...whoOf(caller), action: name, ...failed, details });
  };
  return {
    async call(caller, name, input, signal) {
      const kind = kindOf(name, caller);
      try {
        const value = await dispatcher.call(caller, name, input, signal);
        if (kind) record({ ...whoOf(caller), action: name, kind });
        return value;
      } catch (thrown) {
        noteFailure(caller, name, thrown);
        throw thrown;
      }
    },
    async *stream(caller, name, input, signal) {
      const kind = kindOf(name, caller);
      let noted = kind === null;
      try {
        for await (const item of dispatcher.stream(caller, name, input, signal)) {
          // Noted with the first part: what is let out then is out, whether or not it is read on.
          if (!noted && kind) record({ ...whoOf(caller), action: name, kind });
          noted = true;
          yield item;
        }
      } catch (thrown) {
        if (kind) noteFailure(caller, name, thrown);
        throw thrown;
      }
    },
  };
}

/** Null for a failure that is nobody's business. */
function failureOf(thrown: unknown, kind: Happening['kind'] | null) {
  const { code, cause } = toDiwanError(thrown);
  const unexpected = code === 'internal';
  if (!kind && !unexpected && code !== 'not_allowed') return null;
  const details = unexpected ? { error: serializeError(cause ?? thrown) } : {};
  return { kind: kind ?? ('error' as const), outcome: code, details };
}

const whoOf = ({ door, userId, organizationId }: Caller): Omit<Happening, 'kind' | 'action'> => ({
  door,
  userId,
  organizationId,
});

const from = ({ address }: Caller) => (address === null ? {} : { address });

const entries = new Map<string, Entry>(Object.entries(contract));

/** Null for what only reads, what there is not, and signing out where nobody is signed in. */
function kindOf(name: string, { sessionId }: Caller): Happening['kind'] | null {
  const entry = entries.get(name);
  if (!entry || (name === 'session.signOut' && sessionId === null)) return null;
  if (name.startsWith('session.') && name !== 'session.me') return 'sign_in';
  if (name.endsWith('.export')) return 'export';
  if (entry.kind !== 'command') return null;
  if (name.startsWith('backup.')) return 'backup';
  return name.startsWith('settings.') || name.startsWith('setup.') ? 'settings' : 'command';
}
