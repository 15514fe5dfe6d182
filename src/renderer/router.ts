import { useLayoutEffect, useSyncExternalStore } from 'react';

/** The place after the `#`: `databases/3?tab=schema` is path `databases/3` with a query. */
export interface Place {
  path: string[];
  query: URLSearchParams;
}

const listen = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

const read = (): string => window.location.hash.replace(/^#\/?/, '');

export function usePlace(): Place {
  const hash = useSyncExternalStore(listen, read);
  const [path = '', query = ''] = hash.split('?');
  return { path: path.split('/').filter(Boolean), query: new URLSearchParams(query) };
}

/** Each screen begins at its top, before it moves to what it wants to be seen first. */
export function useTop(): void {
  const where = usePlace().path.join('/');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is the occasion
  useLayoutEffect(() => {
    // In braces: newer engines answer with a promise, which is no clean-up.
    window.scrollTo(0, 0);
  }, [where]);
}

/** Which of these tabs the place names; the first where it names none of them. */
export function useTab<const Name extends string>(tabs: readonly [Name, ...Name[]]): Name {
  const wanted = usePlace().query.get('tab');
  return tabs.find((tab) => tab === wanted) ?? tabs[0];
}

export const linkTo = (path: string): string => `#/${path}`;

export function go(path: string): void {
  window.location.hash = linkTo(path);
}
