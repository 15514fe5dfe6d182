import type { Config } from './config.ts';
import { type Doors, openDoors } from './doors.ts';
import { addFeatures, type Features } from './features.ts';
import { layGround, type Overrides } from './ground.ts';
import type { Host } from './host.ts';
import { keepHouse } from './housekeeping.ts';

/** What the appliance is made of, for its doors and commands. */
export interface App extends AsyncDisposable, Features, Doors {}

/**
 * The one composition root: configuration and a machine in, the appliance with its doors open out.
 * Disposing it closes everything in reverse, in under two seconds.
 */
export async function createApp(config: Config, host: Host, overrides: Overrides): Promise<App> {
  await using stack = new AsyncDisposableStack();
  const ground = await layGround(stack, config, host, overrides);
  const features = addFeatures(stack, ground);
  billWhatWasCutOff(features);
  await features.databases.catalogue.syncShared(config.sharedDatabases);
  keepHouse(stack, features);
  const doors = await openDoors(stack, features);
  const closing = stack.move();
  return { ...features, ...doors, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

function billWhatWasCutOff({ ledger, log }: Features): void {
  const questions = ledger.settleInterrupted();
  if (questions > 0) log.warn({ questions }, 'billed what the last stop had cut off');
}
