import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Topic } from '../preload/contract/entries/events.ts';
import { stream } from './api.ts';
import { isOffline, refetchTopic } from './queries.ts';

/** The appliance speaks every five seconds: longer silence means the line is broken. */
const silenceMs = 13_000;
const retryMs = { first: 500, most: 5_000 };
/** What changes within this time is read anew together. */
const gatherMs = 250;

/** Keeps what is shown up to date; false while the appliance cannot be reached. */
export function useLive(queries: QueryClient, organizationId: number | null): boolean {
  const [connected, setConnected] = useState(true);
  // A line tells of one organisation, which goes with the call.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const leaving = new AbortController();
    void keepListening(queries, leaving.signal, setConnected);
    return () => leaving.abort();
  }, [queries, organizationId]);
  return connected;
}

async function keepListening(
  queries: QueryClient,
  leaving: AbortSignal,
  setConnected: (connected: boolean) => void,
): Promise<void> {
  let wait = retryMs.first;
  let missed = false;
  while (!leaving.aborted) {
    await seen(leaving);
    await listenOnce(queries, leaving, () => {
      if (missed) void queries.invalidateQueries();
      missed = false;
      wait = retryMs.first;
      setConnected(true);
    });
    missed = true;
    if (leaving.aborted || document.hidden) continue;
    setConnected(false);
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, retryMs.most);
  }
}

/** A hidden tab holds no line: browsers allow only six to one address. */
async function seen(leaving: AbortSignal): Promise<void> {
  if (!document.hidden || leaving.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => resolve();
  document.addEventListener('visibilitychange', done, { once: true });
  leaving.addEventListener('abort', done, { once: true });
  await promise;
  document.removeEventListener('visibilitychange', done);
  leaving.removeEventListener('abort', done);
}

async function listenOnce(queries: QueryClient, leaving: AbortSignal, heard: () => void) {
  const line = new AbortController();
  const cut = () => line.abort();
  const cutWhenHidden = () => void (document.hidden && cut());
  leaving.addEventListener('abort', cut, { once: true });
  document.addEventListener('visibilitychange', cutWhenHidden);
  let silence = setTimeout(cut, silenceMs);
  const changed = gather(queries);
  try {
    await stream('events.changes', {}, line.signal, ({ topic }) => {
      clearTimeout(silence);
      silence = setTimeout(cut, silenceMs);
      heard();
      if (topic !== 'alive') changed(topic);
    });
  } catch (error) {
    // Signed out: what each page asks first says so on it.
    if (isOffline(error)) return;
    for (const name of ['session.me', 'organizations.list'])
      void queries.invalidateQueries({ queryKey: [name] });
  } finally {
    clearTimeout(silence);
    leaving.removeEventListener('abort', cut);
    document.removeEventListener('visibilitychange', cutWhenHidden);
  }
}

/** Many questions may end at once; each topic is read anew once for all of them. */
function gather(queries: QueryClient): (topic: Topic) => void {
  const topics = new Set<Topic>();
  return (topic) => {
    const first = topics.size === 0;
    topics.add(topic);
    if (!first) return;
    setTimeout(() => {
      for (const one of topics) refetchTopic(queries, one);
      topics.clear();
    }, gatherMs);
  };
}
