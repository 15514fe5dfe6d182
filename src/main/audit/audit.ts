import { type ActivityKind, activityKinds } from '../../preload/contract/activity.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import type { Secrets } from '../host.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import { untilAborted } from '../lib/until-aborted.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { type Activity, createActivity } from './activity.ts';
import { type ConversationFiles, createConversationFiles } from './conversation-files.ts';
import { signingKey } from './key.ts';
import { type ActivityLogFiles, createActivityLogFiles } from './log-files.ts';

/** The activity log with its files. Dispose it after whatever still records. */
export interface Audit extends AsyncDisposable {
  activity: Activity;
  conversationFiles: ConversationFiles;
  /** For verifying; null where no secrets can be kept. */
  key: Buffer | null;
}

export interface AuditDeps {
  store: ManagerStore;
  clock: Clock;
  random: Random;
  log: Log;
  secrets: Secrets;
  home: string;
  retention: () => Settings['retention'];
}

const hourMs = 3_600_000;

export async function openAudit(deps: AuditDeps): Promise<Audit> {
  const { store, clock, log, home } = deps;
  await using stack = new AsyncDisposableStack();
  const key = await signingKey(deps.secrets, deps.random);
  const files = stack.use(createActivityLogFiles(home, log));
  const conversationFiles = stack.use(createConversationFiles(home, clock, log));
  const written = (entries: Parameters<typeof files.write>[0]) => files.write(entries);
  const activity = stack.use(createActivity({ store, clock, log, key, written }));
  const closing = new AbortController();
  stack.defer(() => closing.abort());
  const tidying = keepTidy({ activity, files, conversationFiles }, deps, closing.signal);
  void untilAborted(closing.signal, tidying, { log, what: 'emptying old activity' });
  activity.record({ kind: 'system', action: 'started' });
  stack.defer(() => activity.record({ kind: 'system', action: 'stopped' }));
  const moved = stack.move();
  return { activity, conversationFiles, key, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

interface Kept {
  activity: Activity;
  files: ActivityLogFiles;
  conversationFiles: ConversationFiles;
}

/** Once an hour: what is older than its kind may be kept goes, and of the activity that is noted. */
async function keepTidy(kept: Kept, deps: AuditDeps, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      retireActivity(kept.activity, deps.retention());
      await retireFiles(kept, deps, signal);
    } catch (error) {
      deps.log.error({ error }, 'old activity could not be emptied');
    }
    await deps.clock.sleep(hourMs, signal);
  }
}

function retireActivity(activity: Activity, retention: Settings['retention']): void {
  const days = daysOf(retention);
  const entries = activityKinds.some((kind) => days(kind) !== null) ? activity.retire(days) : 0;
  if (entries > 0)
    activity.record({ kind: 'system', action: 'activity.retired', details: { entries } });
}

async function retireFiles(
  { files, conversationFiles }: Kept,
  { clock, retention }: AuditDeps,
  signal: AbortSignal,
): Promise<void> {
  const { logDays, conversationDays } = retention();
  const daysAgo = (days: number) => new Date(clock.now() - days * 24 * hourMs).toISOString();
  await files.retire(daysAgo(logDays));
  if (conversationDays === null || signal.aborted) return;
  await conversationFiles.retire(daysAgo(conversationDays));
}

export const daysOf =
  ({ activityDays, activityDaysByKind }: Settings['retention']) =>
  (kind: ActivityKind): number | null => {
    const own = activityDaysByKind[kind];
    return own === undefined ? activityDays : own;
  };
