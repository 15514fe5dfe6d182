import { contract } from '../../preload/contract/contract.ts';
import type { Topic, WindowEvents } from '../../preload/contract/entries/events.ts';
import type { Events } from '../lib/events.ts';
import type { Dispatcher } from './dispatch.ts';

/** What commands change of which no feature tells; by their names, or by the first part of them. */
const changed: Record<string, Topic> = {
  'appliance.restart': 'health',
  backup: 'settings',
  budgets: 'costs',
  cases: 'costs',
  'databases.audit': 'databases',
  mail: 'settings',
  prices: 'costs',
  'setup.bot': 'health',
  'setup.modelKey': 'health',
  'setup.mail': 'settings',
};

const commands = new Set(
  Object.entries(contract).flatMap(([name, { kind }]) => (kind === 'command' ? [name] : [])),
);

/** Tells of each act that succeeded, so that windows open at once show the same. */
export const tellCalls = (dispatcher: Dispatcher, events: Events<WindowEvents>): Dispatcher => ({
  ...dispatcher,
  async call(caller, name, input, signal) {
    const value = await dispatcher.call(caller, name, input, signal);
    const topic = changed[name] ?? changed[name.split('.')[0] ?? ''];
    const { organizationId } = caller;
    if (topic && commands.has(name)) events.emit('window.changed', { topic, organizationId });
    return value;
  },
});
