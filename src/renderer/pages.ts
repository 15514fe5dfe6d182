import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { InputOf, OutputOf } from '../preload/contract/contract.ts';
import { call, getContext, type QueryName } from './api.ts';

const size = 100;

/** The pages of a long list that are in view; an item that is not here yet is undefined. */
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
        queryFn: ({ signal }: { signal: AbortSignal }) => call(name, given, signal),
      };
    }),
  });
  const item = (index: number): Item | undefined => {
    const page = found[numbers.indexOf(Math.floor(index / size))]?.data;
    return page === undefined ? undefined : itemsOf(page as OutputOf<N>)[index % size];
  };
  const onRange = useCallback((from: number, to: number) => {
    setRange((before) => (before[0] === from && before[1] === to ? before : [from, to]));
  }, []);
  return { item, onRange, first: found[0] };
}
