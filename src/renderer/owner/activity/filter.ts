import type { ActivityKind, ActivityQuery } from '../../../preload/contract/activity.ts';

/** What the log is narrowed to, as the filter bar holds it. */
export interface Filter {
  text: string;
  kinds: ActivityKind[];
  /** A user's id, `nobody`, or null for everyone. */
  actor: string | null;
  door: string | null;
  outcome: 'ok' | 'failed' | null;
  /** UTC days, both included; empty: open. */
  from: string;
  to: string;
}

export const noFilter: Filter = {
  text: '',
  kinds: [],
  actor: null,
  door: null,
  outcome: null,
  from: '',
  to: '',
};

export const isNarrowed = (filter: Filter): boolean =>
  JSON.stringify(filter) !== JSON.stringify(noFilter);

const dayMs = 86_400_000;
const dayAfter = (day: string): string =>
  new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);

export type Asked = Omit<ActivityQuery, 'before' | 'offset' | 'limit'>;

/** The filter as the appliance takes it. */
export const queryOf = ({ text, kinds, actor, door, outcome, from, to }: Filter): Asked => ({
  text: text.trim(),
  kinds,
  ...(actor === 'nobody' ? { nobody: true } : actor === null ? {} : { userId: Number(actor) }),
  ...(door === null ? {} : { door }),
  ...(outcome === null ? {} : { outcome }),
  ...(from === '' ? {} : { from }),
  ...(to === '' ? {} : { to: dayAfter(to) }),
});
