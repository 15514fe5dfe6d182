import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './long-list.module.css';
import { Scrollable } from './scrollable.tsx';

export interface LongListProps {
  label: string;
  total: number;
  /** Of every row, in pixels. */
  rowHeight: number;
  head: ReactNode;
  /** Called for the rows in view alone. */
  row: (index: number) => ReactNode;
  /** Tells which rows are in view, so that they can be fetched. */
  onRange: (first: number, last: number) => void;
}

/** Rows drawn beyond each edge, so that scrolling shows no gaps. */
const margin = 8;

/** Told this often while the list is scrolled, in milliseconds: what only flies by is not fetched. */
const pace = 80;

function useTold(onRange: LongListProps['onRange'], first: number, last: number): void {
  const latest = useRef({ onRange, first, last });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    latest.current = { onRange, first, last };
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const { current } = latest;
      current.onRange(current.first, current.last);
    }, pace);
  }, [onRange, first, last]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}

/** A table of any length: only what is in view is drawn. */
export function LongList({ label, total, rowHeight, head, row, onRange }: LongListProps) {
  const place = useRef<HTMLElement>(null);
  const [[first, last], setRange] = useState<[number, number]>([0, 24]);
  const measure = () => {
    const element = place.current;
    if (!element) return;
    const top = Math.floor(element.scrollTop / rowHeight);
    const bottom = top + Math.ceil(element.clientHeight / rowHeight);
    setRange([Math.max(0, top - margin), Math.min(total, bottom + margin)]);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another length shows other rows
  useEffect(() => {
    measure();
    const watching = new ResizeObserver(measure);
    if (place.current) watching.observe(place.current);
    return () => watching.disconnect();
  }, [total]);
  useTold(onRange, first, last);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  return (
    <Scrollable
      ref={place}
      className={classes['list']}
      onScroll={measure}
      role="table"
      aria-label={label}
      aria-rowcount={total}
    >
      <div role="rowgroup" className={classes['head']}>
        {head}
      </div>
      <div role="rowgroup" className={classes['body']} style={{ height: total * rowHeight }}>
        {shown
          .filter((index) => index < total)
          .map((index) => (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 1}
              className={classes['row']}
              style={{ insetBlockStart: index * rowHeight, height: rowHeight }}
            >
              {row(index)}
            </div>
          ))}
      </div>
    </Scrollable>
  );
}
