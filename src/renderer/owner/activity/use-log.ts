import { useCallback, useState } from 'react';
import type { OutputOf } from '../../../preload/contract/contract.ts';
import { usePages } from '../../pages.ts';
import { useEntry } from '../../queries.ts';
import type { Asked } from './filter.ts';

type Count = OutputOf<'activity.count'>;

/** The log grows while it is looked at: this often it is counted anew, in milliseconds. */
const every = 5_000;

/**
 * The entries a search finds, by their place. At the top the list follows the log; further down it
 * stands still, so that nothing moves under the reader's eyes, and says how many are newer.
 */
export function useLog(query: Asked) {
  const count = useEntry('activity.count', query, { every });
  const [pinned, setPinned] = useState<Count | null>(null);
  // Grows by one each time the reader goes back to the newest.
  const [from, setFrom] = useState(0);
  const live = count.data;
  const shown = pinned ?? live;
  const newest = shown?.newest ?? 0;
  const { item, onRange, error, retry } = usePages(
    'activity.search',
    (offset, limit) => ({ ...query, before: newest + 1, offset, limit }),
    (page) => page,
  );
  const range = useCallback(
    (start: number, end: number) => {
      onRange(start, end);
      setPinned((before) => (start === 0 ? null : (before ?? live ?? null)));
    },
    [onRange, live],
  );
  return {
    count,
    total: shown?.total ?? 0,
    newer: pinned && live ? live.total - pinned.total : 0,
    item,
    onRange: range,
    error,
    retry,
    from,
    follow: () => {
      setPinned(null);
      setFrom(from + 1);
    },
  };
}
