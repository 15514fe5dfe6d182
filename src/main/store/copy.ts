import BetterSqlite3 from 'better-sqlite3';
import { DiwanError } from '../lib/errors.ts';
import type { StoreDatabase } from './database.ts';
import type { StoreFile } from './open.ts';

/** Pages a step: others get their turn between the steps. */
const pagesAtOnce = 1_000;

/**
 * A consistent copy of a store in use, by SQLite's online backup, whole in itself and checked.
 * @param options.alone in one step: for a process of its own, which other writers could else hold up for ever
 * @returns its `user_version`
 * @throws DiwanError `store_corrupt` when the copy does not pass its check
 */
export async function copyStore(
  store: Pick<StoreDatabase<unknown>, 'file'>,
  kind: StoreFile,
  to: string,
  { alone = false, signal }: { alone?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<number> {
  const step = alone ? 2 ** 31 - 1 : pagesAtOnce;
  const progress = () => {
    signal?.throwIfAborted();
    return step;
  };
  await store.file.backup(to, { progress });
  const copy = new BetterSqlite3(to);
  try {
    // One file, without the log beside it.
    copy.pragma('journal_mode = DELETE');
    const verdict = copy.pragma('quick_check(1)', { simple: true });
    const owner = Number(copy.pragma('application_id', { simple: true }));
    if (verdict !== 'ok' || owner !== kind.applicationId)
      throw new DiwanError('store_corrupt', {
        params: { file: `${kind.name}.sqlite`, folder: to },
      });
    return Number(copy.pragma('user_version', { simple: true }));
  } finally {
    copy.close();
  }
}
