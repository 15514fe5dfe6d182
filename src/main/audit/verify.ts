import type { Verification } from '../../preload/contract/activity.ts';
import type { StoreDatabase } from '../store/database.ts';
import type { ManagerTables } from '../store/manager/tables.ts';
import { contentHash, linkHash, origin, signedBy } from './chain.ts';

type Row = ManagerTables['activity'];
type Checkpoint = Omit<ManagerTables['activity_checkpoints'], 'id'> & { id: number };
type Problem = NonNullable<Verification['problem']>;
type Store = Pick<StoreDatabase<ManagerTables>, 'prepare' | 'all' | 'query'>;

const page = 5_000;

/**
 * Walks the whole chain: any change, gap, reorder or cut is found, and the first bad entry named.
 * With the key it also tells a chain that was written anew from its beginning, or whose signatures
 * are gone: the first entries of each appliance are signed with them.
 */
export function verifyActivity(store: Store, key: Buffer | null): Verification {
  const checkpoints = store.all(store.query.selectFrom('activity_checkpoints').selectAll());
  const walk = createWalk(checkpoints, key);
  const next = store.prepare<Row, [number, number]>(
    'SELECT * FROM activity WHERE id > ? ORDER BY id LIMIT ?',
  );
  for (let after = 0; ; ) {
    const rows = next.all(after, page);
    for (const row of rows) {
      const problem = walk.step(row);
      if (problem) return walk.report(problem, problem === 'missing' ? walk.expected() : row.id);
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  return walk.end();
}

function createWalk(checkpoints: readonly Checkpoint[], key: Buffer | null) {
  const forged = checkpoints.filter((one) => isForged(one, key));
  const covered = new Map<string, number>();
  const heads = new Map<number, string>();
  for (const { kind, through_id: id, hash } of checkpoints) {
    heads.set(id, hash);
    if (kind !== null) covered.set(kind, Math.max(covered.get(kind) ?? 0, id));
  }
  let before = origin;
  let at = 0;
  let retired = 0;
  // Before this entry another appliance's key may have signed: the data came from a backup.
  let restoredAt = 0;

  const report = (problem: Problem | null, firstBad: number | null): Verification => ({
    ok: problem === null,
    entries: at,
    retired,
    firstBad,
    problem,
    signed: key !== null && checkpoints.some((one) => one.signature !== null),
  });

  const step = (row: Row): Problem | null => {
    if (row.id > at + 1) return 'missing';
    if (row.at === null) {
      if ((covered.get(row.kind) ?? 0) < row.id) return 'removed';
      retired += 1;
    } else if (contentOf(row) !== row.content_hash) return 'changed';
    if (linkHash(before, row.id, row.kind, row.content_hash) !== row.hash) return 'reordered';
    const vouched = heads.get(row.id);
    if (vouched !== undefined && vouched !== row.hash) return 'changed';
    if (row.kind === 'backup' && row.action === 'restored') restoredAt = row.id;
    before = row.hash;
    at = row.id;
    return null;
  };

  const end = (): Verification => {
    const beyond = [...heads.keys()].some((id) => id > at);
    if (beyond) return report('cut_off', at + 1);
    const first = forged.find((one) => one.through_id >= restoredAt);
    if (first) return report('forged_checkpoint', first.through_id);
    const vouched = ({ kind, signature, through_id: id }: Checkpoint) =>
      kind === null && signature !== null && id >= restoredAt;
    return key === null || checkpoints.some(vouched)
      ? report(null, null)
      : report('unsigned', Math.max(at, 1));
  };

  return { step, report, end, expected: () => at + 1 };
}

const contentOf = (row: Row): string =>
  contentHash({
    ...row,
    at: row.at ?? '',
    action: row.action ?? '',
    outcome: row.outcome ?? '',
    details: row.details ?? '',
  });

/** What empties entries must be signed; a head without a signature only vouches for nothing. */
function isForged(checkpoint: Checkpoint, key: Buffer | null): boolean {
  if (key === null) return false;
  if (checkpoint.signature === null) return checkpoint.kind !== null;
  return !signedBy(key, checkpoint, checkpoint.signature);
}
