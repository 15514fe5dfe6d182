import { parseArgs } from 'node:util';
import { keptKey } from '../../audit/key.ts';
import { verifyActivity } from '../../audit/verify.ts';
import { DiwanError } from '../../lib/errors.ts';
import { say } from '../../lib/i18n.ts';
import { createLog } from '../../lib/log.ts';
import { managerFile } from '../../store/manager/manager.ts';
import type { ManagerTables } from '../../store/manager/tables.ts';
import { readStore } from '../../store/open.ts';
import { openSecrets } from '../secrets/secrets.ts';
import type { Run } from './command.ts';
import { keptConfig } from './kept-config.ts';

/**
 * `verify-log`: one JSON line on stdout; exit code 1 and a sentence that names the first bad entry
 * when the log is not as it was written. The appliance may run meanwhile.
 */
export const verifyLog: Run = async (args, terminal) => {
  parseArgs({ args, options: {} });
  const config = keptConfig(terminal.env);
  using store = readStore<ManagerTables>(config.home, managerFile);
  const log = createLog(config.logLevel, { write: (line) => terminal.stderr.write(line) });
  const key = await keptKey(await openSecrets(config, log));
  // one snapshot from end to end, whatever the appliance writes meanwhile
  const found = store.file.transaction(() => verifyWhole(store, key))();
  terminal.stdout.write(`${JSON.stringify(found)}\n`);
  const { problem, firstBad, entries } = found;
  if (problem === null || firstBad === null) return 0;
  const sentence = say('en', `activity.problem.${problem}`, { id: firstBad, entries });
  terminal.stderr.write(`diwan: ${sentence}\n`);
  return 1;
};

/** A store whose tables are not there is no store of ours any more. */
function verifyWhole(...[store, key]: Parameters<typeof verifyActivity>) {
  try {
    return verifyActivity(store, key);
  } catch (cause) {
    const missing = cause instanceof Error && cause.message.startsWith('no such ');
    throw missing
      ? new DiwanError('store_corrupt', { cause, params: { file: 'manager.sqlite' } })
      : cause;
  }
}
