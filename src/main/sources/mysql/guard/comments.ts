import { type Finding, finding } from '../../guard/guard.ts';
import { words } from '../../guard/words.ts';

/** Optimizer hints that choose a plan and change nothing else; all are stripped before sending. */
const harmlessHints = words(
  'BKA NO_BKA BNL NO_BNL DERIVED_CONDITION_PUSHDOWN NO_DERIVED_CONDITION_PUSHDOWN GROUP_INDEX',
  'NO_GROUP_INDEX HASH_JOIN NO_HASH_JOIN INDEX NO_INDEX INDEX_MERGE NO_INDEX_MERGE JOIN_FIXED_ORDER',
  'JOIN_INDEX NO_JOIN_INDEX JOIN_ORDER JOIN_PREFIX JOIN_SUFFIX MERGE NO_MERGE MRR NO_MRR NO_ICP',
  'NO_RANGE_OPTIMIZATION ORDER_INDEX NO_ORDER_INDEX QB_NAME SEMIJOIN NO_SEMIJOIN SKIP_SCAN',
  'NO_SKIP_SCAN SUBQUERY',
);

const hint = /\s*([A-Za-z_]+)\s*\(([\w\s,@`.]*)\)/y;

function onlyHarmlessHints(body: string): boolean {
  hint.lastIndex = 0;
  let end = 0;
  for (let match = hint.exec(body); match !== null; match = hint.exec(body)) {
    if (!harmlessHints.has((match[1] ?? '').toUpperCase())) return false;
    end = hint.lastIndex;
  }
  return body.slice(end).trim() === '';
}

/** Refuses what MySQL or MariaDB would run, and optimizer hints that do more than choose a plan. */
export function judgeComment(comment: string): Finding | null {
  if (/^\/\*M?!/i.test(comment))
    return finding('comment', 'A comment that the server would run is not allowed.');
  if (!comment.startsWith('/*+')) return null;
  return onlyHarmlessHints(comment.slice(3, -2))
    ? null
    : finding('comment', 'This optimizer hint is not allowed.');
}
