import { Progress } from '@mantine/core';
import { useFormat } from '../format.ts';

export interface ShareProps {
  name: string;
  /** Names of models run from left to right. */
  ltr?: boolean | undefined;
  /** Nanodollars, of so many in all. */
  of: number;
  whole: number;
}

/** Somebody or something, and how much of the whole it is. */
export function Share({ name, ltr, of, whole }: ShareProps) {
  const { percent } = useFormat();
  const share = whole > 0 ? of / whole : 0;
  return (
    <>
      <span dir="auto" className={ltr ? 'ltr' : undefined}>
        {name}
      </span>
      <Progress value={share * 100} size="xs" mt={4} aria-label={`${name}: ${percent(share)}`} />
    </>
  );
}
