import { type Activity, createActivity } from '../../src/main/audit/activity.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { type ManagerStore, openManager } from '../../src/main/store/manager/manager.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { temporaryFolder } from '../support/folder.ts';

export const key = Buffer.alloc(32, 7);

export interface AuditHouse extends Disposable {
  folder: string;
  store: ManagerStore;
  clock: TestClock;
  activity: Activity;
  lines: string[];
  /** Runs SQL as somebody with the file in their hands: without the triggers. */
  tamper(sql: string): void;
}

export function auditHouse(signedBy: Buffer | null = key): AuditHouse {
  const stack = new DisposableStack();
  const folder = stack.use(temporaryFolder()).path;
  const store = stack.use(openManager(folder));
  const clock = createTestClock();
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const activity = stack.use(createActivity({ store, clock, log, key: signedBy }));
  const triggers = store.file
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  return {
    folder,
    store,
    clock,
    activity,
    lines,
    tamper: (sql) => {
      for (const { name } of triggers) store.file.exec(`DROP TRIGGER IF EXISTS ${name}`);
      store.file.exec(sql);
    },
    [Symbol.dispose]: () => stack.dispose(),
  };
}

/** Some entries of several kinds and organisations, written in several batches. */
export function fill(house: AuditHouse, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    house.activity.record({
      kind: n % 3 === 0 ? 'question' : n % 3 === 1 ? 'command' : 'answer',
      action: `act-${n}`,
      door: 'telegram',
      userId: n % 4,
      organizationId: n % 2,
      chat: String(100 + (n % 2)),
      target: `database:${n}`,
      details: { n },
    });
    if (n % 7 === 0) house.activity.flush();
    house.clock.advance(1_000);
  }
  house.activity.flush();
}
