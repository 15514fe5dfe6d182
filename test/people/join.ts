/** A process of its own: opens the store, waits for the word, lets its people join one by one. */
import { createEvents } from '../../src/main/lib/events.ts';
import { systemRandom } from '../../src/main/lib/random.ts';
import type { PeopleEvents } from '../../src/main/people/events.ts';
import { createInvitations } from '../../src/main/people/invitations.ts';
import { createNameHashes } from '../../src/main/people/name-hashes.ts';
import { createPersons } from '../../src/main/people/person.ts';
import { openManager } from '../../src/main/store/manager/manager.ts';
import { createTestClock } from '../support/clock.ts';
import { thrown } from '../support/errors.ts';
import { memorySecrets } from '../support/secrets.ts';

const [folder = '', code = '', ...ids] = process.argv.slice(2);
using store = openManager(folder);
const events = createEvents<PeopleEvents>((error) => {
  throw error;
});
const invitations = createInvitations({
  store,
  clock: createTestClock(),
  random: systemRandom,
  names: createNameHashes(memorySecrets(), systemRandom),
  events,
});
const people = ids.map((id) => createPersons(store, []).require(Number(id)));
process.send?.('ready');
await new Promise((resolve) => process.once('message', resolve));
const results: string[] = [];
for (const person of people) {
  results.push(thrown(() => invitations.join(person, code)));
  await new Promise(setImmediate);
}
process.send?.(results, () => process.disconnect());
