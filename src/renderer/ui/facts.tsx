import { Fragment, type ReactNode } from 'react';

/** Short facts in a line. Each keeps its own direction: names and dates of three languages meet here. */
export const Facts = ({ of }: { of: readonly ReactNode[] }) =>
  of
    .filter((fact) => fact !== null && fact !== undefined && fact !== '' && fact !== false)
    .map((fact, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: facts have no other name than their place
      <Fragment key={at}>
        {at > 0 && ' · '}
        <bdi>{fact}</bdi>
      </Fragment>
    ));
