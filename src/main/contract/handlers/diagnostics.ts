import type { health } from '../../../preload/contract/entries/health.ts';
import { diagnostics } from '../../health/diagnostics.ts';
import { isoTime } from '../../lib/clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';
import { healthOf } from './health.ts';

export const diagnosticsHandlers = (deps: HandlerDeps): HandlersOf<typeof health> => ({
  'health.diagnostics': async (caller) => {
    const now = isoTime(deps.clock);
    const text = await diagnostics({
      home: deps.home,
      version: deps.version,
      now,
      settings: deps.settings.all(),
      manager: deps.manager,
      health: await healthOf(deps, caller),
    });
    return { name: `diwan-${now.slice(0, 10)}.json`, type: 'application/json', text };
  },
});
