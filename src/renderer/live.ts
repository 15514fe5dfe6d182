import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { stream } from './api.ts';
import { isOffline, refetchTopic } from './queries.ts';

/** The appliance speaks every five seconds: longer silence means the line is broken. */
const silenceMs = 13_000;
const retryMs = { first: 500, most: 5_000 };

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
  let lost = false;
  while (!leaving.aborted) {
    await listenOnce(queries, leaving, () => {
      if (lost) void queries.invalidateQueries();
      lost = false;
      wait = retryMs.first;
      setConnected(true);
    });
    if (leaving.aborted) return;
    lost = true;
    setConnected(false);
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, retryMs.most);
  }
}

async function listenOnce(queries: QueryClient, leaving: AbortSignal, heard: () => void) {
  const line = new AbortController();
  const cut = () => line.abort();
  leaving.addEventListener('abort', cut, { once: true });
  let silence = setTimeout(cut, silenceMs);
  try {
    await stream('events.changes', {}, line.signal, ({ topic }) => {
      clearTimeout(silence);
      silence = setTimeout(cut, silenceMs);
      heard();
      if (topic !== 'alive') refetchTopic(queries, topic);
    });
  } catch (error) {
    // Signed out: the next query says so on the page.
    if (!isOffline(error)) void queries.invalidateQueries({ queryKey: ['session.me'] });
  } finally {
    clearTimeout(silence);
    leaving.removeEventListener('abort', cut);
  }
}
