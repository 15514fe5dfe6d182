import { useFormat } from '../format.ts';

/** A day and its time. Where there is no room the time goes below; neither is broken. */
export function Moment({ iso }: { iso: string }) {
  const { date, time } = useFormat();
  return (
    <time dateTime={iso}>
      <span className="unbroken">{date(iso)}</span> <span className="unbroken">{time(iso)}</span>
    </time>
  );
}
