import { contract } from '../../preload/contract/contract.ts';
import type { Entry } from '../../preload/contract/entry.ts';
import type { Happening, Recorder } from '../audit/entry.ts';
import { toDiwanError } from '../lib/errors.ts';
import { serializeError } from '../lib/redact.ts';
import type { Caller } from './caller.ts';
import type { Dispatcher } from './dispatch.ts';

/** Notes in the activity log each act and export of the windows, and how it ended; inputs are not. */
export const noteCalls = (dispatcher: Dispatcher, record: Recorder): Dispatcher => ({
  ...dispatcher,
  async call(caller, name, input, signal) {
    const kind = kindOf(name);
    const who = { ...whoOf(caller), action: name };
    try {
      const value = await dispatcher.call(caller, name, input, signal);
      if (kind) record({ ...who, kind });
      return value;
    } catch (thrown) {
      const { code, cause } = toDiwanError(thrown);
      const unexpected = code === 'internal';
      const details = unexpected ? { error: serializeError(cause ?? thrown) } : {};
      if (kind || unexpected || code === 'not_allowed')
        record({
          ...who,
          kind: kind ?? 'error',
          outcome: code,
          details: { ...details, ...from(caller) },
        });
      throw thrown;
    }
  },
});

const whoOf = ({ door, userId, organizationId }: Caller): Omit<Happening, 'kind' | 'action'> => ({
  door,
  userId,
  organizationId,
});

const from = ({ address }: Caller) => (address === null ? {} : { address });

/** Null for what only reads. */
function kindOf(name: string): Happening['kind'] | null {
  if (name.startsWith('session.') && name !== 'session.me') return 'sign_in';
  if (name.endsWith('.export')) return 'export';
  const entry: Entry | undefined = Object.entries(contract).find(([one]) => one === name)?.[1];
  if (entry?.kind !== 'command') return null;
  if (name.startsWith('backup.')) return 'backup';
  return name.startsWith('settings.') || name.startsWith('setup.') ? 'settings' : 'command';
}
