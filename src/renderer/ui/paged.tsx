import type { ReactNode } from 'react';
import { Failure, Waiting } from './state.tsx';

export interface PagedProps<Page> {
  pages: { latest: Page | undefined; error: unknown; retry: () => void };
  waiting?: ReactNode;
  children: (latest: Page) => ReactNode;
}

/** A list that comes page by page: waiting, failing, or what is here of it. */
export function Paged<Page>({
  pages: { latest, error, retry },
  waiting,
  children,
}: PagedProps<Page>) {
  return (
    <>
      {Boolean(error) && <Failure error={error} retry={retry} />}
      {latest === undefined ? !error && (waiting ?? <Waiting />) : children(latest)}
    </>
  );
}
