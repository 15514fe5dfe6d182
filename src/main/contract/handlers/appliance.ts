import type { appliance } from '../../../preload/contract/entries/appliance.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

/** Time for the answer to reach the page. */
const pauseMs = 200;

export const applianceHandlers = ({
  restart,
  clock,
}: Pick<HandlerDeps, 'restart' | 'clock'>): HandlersOf<typeof appliance> => ({
  'appliance.state': () => ({ restarts: restart !== null }),
  'appliance.restart': () => {
    if (restart === null) throw new DiwanError('conflict', { params: { what: 'restart' } });
    void clock.sleep(pauseMs).then(restart);
    return {};
  },
});
