import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InputOf, OutputOf } from '../preload/contract/contract.ts';
import { call, getContext, type QueryName } from './api.ts';

/** What has been read so far. */
export interface Seen<Item> {
  count: number;
  last: Item | undefined;
}

/** A list that is read on as far as its reader wants to. */
export function useMore<N extends QueryName, Item>(
  name: N,
  itemsOf: (page: OutputOf<N>) => readonly Item[],
  input: (seen: Seen<NoInfer<Item>>) => InputOf<N> & { limit: number },
) {
  const { organizationId, language } = getContext();
  const first: Seen<Item> = { count: 0, last: undefined };
  return useInfiniteQuery({
    queryKey: [name, organizationId, language, 'more', input(first)],
    queryFn: ({ pageParam, signal }) =>
      // The dispatcher has checked the output against the contract.
      call(name, input(pageParam), signal) as Promise<OutputOf<N>>,
    initialPageParam: first,
    getNextPageParam: (page, _pages, { count }) => {
      const items = itemsOf(page);
      if (items.length < input(first).limit) return undefined;
      return { count: count + items.length, last: items.at(-1) };
    },
    select: ({ pages }) => pages.flatMap(itemsOf),
  });
}

export interface MoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function More({ query }: MoreProps) {
  const { t } = useTranslation();
  if (!query.hasNextPage) return null;
  return (
    <Button
      variant="subtle"
      mt="sm"
      loading={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {t('activity.more')}
    </Button>
  );
}
