/**
 * What every engine must do, whichever it is. An engine's own test file describes it as an
 * EngineUnderTest (see behaviours/engine.ts) and calls describeBehaviours with it.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { describeAudit } from './behaviours/audit.ts';
import { Bench } from './behaviours/bench.ts';
import { describeCancelling } from './behaviours/cancel.ts';
import { describeConnecting } from './behaviours/connect.ts';
import type { EngineUnderTest, Group } from './behaviours/engine.ts';
import { describeIntrospection } from './behaviours/introspect.ts';
import { describeReadOnly } from './behaviours/readonly.ts';
import { describeReconnecting } from './behaviours/reconnect.ts';
import { describeRunning } from './behaviours/run.ts';
import { describeTls } from './behaviours/tls.ts';

const groups: Readonly<Record<Group, (bench: Bench) => void>> = {
  connect: describeConnecting,
  tls: describeTls,
  reconnect: describeReconnecting,
  introspect: describeIntrospection,
  run: describeRunning,
  cancel: describeCancelling,
  readonly: describeReadOnly,
  audit: describeAudit,
};

export function describeBehaviours(engine: EngineUnderTest): void {
  describe(engine.name, () => {
    const bench = new Bench(engine);
    beforeAll(() => bench.start());
    afterAll(() => bench.stop());
    for (const group of engine.groups) groups[group](bench);
  });
}
