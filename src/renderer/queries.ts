import {
  keepPreviousData,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { InputOf, OutputOf } from '../preload/contract/contract.ts';
import type { Topic } from '../preload/contract/entries/events.ts';
import { ApiError, type CommandName, call, getContext, type QueryName } from './api.ts';

export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (failures, error) => isOffline(error) && failures < 2,
      },
      mutations: { networkMode: 'always' },
    },
  });

export const isOffline = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'offline';

export interface EntryOptions {
  enabled?: boolean;
  /** Milliseconds; for what changes without the appliance telling. */
  every?: number;
}

/** What an entry answers, read anew when something of its kind changes. */
export function useEntry<N extends QueryName>(
  name: N,
  input: InputOf<N>,
  { enabled = true, every }: EntryOptions = {},
) {
  const { organizationId, language } = getContext();
  return useQuery<OutputOf<N>>({
    queryKey: [name, organizationId, language, input],
    queryFn: ({ signal }) => call(name, input, signal),
    enabled,
    placeholderData: keepPreviousData,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
}

/** A change; whatever is on the screen is read anew after it. Its form says what went wrong. */
export function useCommand<N extends CommandName>(name: N, onError?: (error: Error) => void) {
  const queries = useQueryClient();
  const command = useMutation<OutputOf<N>, Error, InputOf<N>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () => void queries.invalidateQueries(),
    ...(onError ? { onError } : {}),
  });
  // One under way is not given up: who gave it has to be told how it ended.
  const reset = () => {
    if (!command.isPending) command.reset();
  };
  return { ...command, reset };
}

/** The first part of the names of entries that a topic concerns. */
const concerned: Record<Topic, readonly string[]> = {
  organizations: ['organizations', 'overview', 'session'],
  members: ['members', 'overview', 'budgets', 'invitations'],
  invitations: ['invitations'],
  databases: ['databases', 'overview', 'notes', 'glossary', 'verified', 'cases', 'setup'],
  channels: ['channels', 'activity'],
  costs: ['costs', 'usage', 'overview', 'budgets', 'prices', 'cases', 'activity', 'channels'],
  settings: ['settings', 'setup', 'overview', 'mail', 'backup', 'channels'],
  health: ['overview', 'setup', 'appliance'],
};

export function refetchTopic(queries: QueryClient, topic: Topic): void {
  const parts = concerned[topic];
  void queries.invalidateQueries({
    predicate: ({ queryKey: [name] }) => parts.includes(String(name).split('.')[0] ?? ''),
  });
}

/** What went wrong, for a person. */
export function useProblem(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => wordsOf(error, t);
}

/** What to look at when nothing answers: the web view's readers sit at another machine. */
let offline = 'state.offline';
export const sayOfflineAs = (key: 'state.offlineLan'): void => {
  offline = key;
};

export const wordsOf = (error: unknown, t: TFunction): string =>
  error instanceof ApiError && error.code !== 'offline' ? error.message : t(offline);
