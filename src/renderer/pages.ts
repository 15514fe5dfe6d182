import { useQueries } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { InputOf, OutputOf } from '../preload/contract/contract.ts';
import { call, getContext, type QueryName } from './api.ts';

const size = 100;

/**
 * The pages of a long list that are in view; an item that is not here yet is undefined. `latest` is
 * the page that came last: a list that is scrolled to where none is yet stays as it is.
 */
export function usePages<N extends QueryName, Item>(
  name: N,
  input: (offset: number, limit: number) => InputOf<N>,
  itemsOf: (page: OutputOf<N>) => readonly Item[],
) {
  const [range, setRange] = useState<[number, number]>([0, 1]);
  const [first, last] = [Math.floor(range[0] / size), Math.floor(Math.max(0, range[1] - 1) / size)];
  const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const { organizationId, language } = getContext();
  const found = useQueries({
    queries: numbers.map((page) => {
      const given = input(page * size, size);
      return {
        queryKey: [name, organizationId, language, given],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          // The dispatcher has checked the output against the contract.
          call(name, given, signal) as Promise<OutputOf<N>>,
      };
    }),
  });
  const known = useRef<OutputOf<N> | undefined>(undefined);
  known.current = found.find(({ data }) => data !== undefined)?.data ?? known.current;
  const failed = found.find(({ isError, data }) => isError && data === undefined);
  const item = (index: number): Item | undefined => {
    const page = found[numbers.indexOf(Math.floor(index / size))]?.data;
    return page === undefined ? undefined : itemsOf(page)[index % size];
  };
  const onRange = useCallback((from: number, to: number) => {
    setRange((before) => (before[0] === from && before[1] === to ? before : [from, to]));
  }, []);
  return {
    item,
    onRange,
    latest: known.current,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
