import type { Period, Sums } from '../../preload/contract/costs.ts';
import type { CostsStore } from '../store/costs/costs.ts';
import type { Analytics } from './analytics.ts';

const columns = ['calls', 'input', 'cached', 'output', 'thinking', 'cost'];

/** A person's last row of running sums at a day, and before one. */
const at = (name: string, person: string, day: string): string => `
  org_user_running ${name} ON ${name}.organization_id = :organization AND ${name}.user_id = ${person}
    AND ${name}.day = (SELECT max(day) FROM org_user_running
      WHERE organization_id = :organization AND user_id = ${person} AND day ${day})`;

const periodOf = (people: string): string => `
  SELECT people.id AS userId,
    ${columns.map((sum) => `upto.${sum} - ifnull(before.${sum}, 0) AS ${sum}`).join(', ')}
  FROM ${people} people
  JOIN ${at('upto', 'people.id', '<= :to')}
  LEFT JOIN ${at('before', 'people.id', '< :from')}`;

/** Steps from one person to the next in the key: nobody's days are read but those asked for. */
const everyone = `
  WITH RECURSIVE everyone(id) AS (
    SELECT min(user_id) FROM org_user_running WHERE organization_id = :organization
    UNION ALL
    SELECT (SELECT min(user_id) FROM org_user_running
      WHERE organization_id = :organization AND user_id > everyone.id) FROM everyone WHERE id IS NOT NULL
  )`;

const noSums: Sums = { calls: 0, input: 0, cached: 0, output: 0, thinking: 0, cost: 0 };

type Ranked = { userId: number } & Sums;
type Bound = Period & { organization: number };

/** People's sums by differences of running sums: some seeks a person, whatever the period. */
export function createRanking(store: CostsStore): Pick<Analytics, 'byUser' | 'ofUser'> {
  const ranked = store.prepare<Ranked & { total: number }, [Bound & { limit: number }]>(
    `${everyone} SELECT *, count(*) OVER () AS total FROM (${periodOf('everyone')})
     WHERE calls > 0 ORDER BY cost DESC, calls DESC, userId LIMIT :limit`,
  );
  const one = store.prepare<Ranked, [Bound & { person: number }]>(
    periodOf('(SELECT :person AS id)'),
  );
  return {
    byUser: (organization, { from, to }, limit) => {
      const rows = ranked.all({ organization, from, to, limit });
      return { total: rows[0]?.total ?? 0, people: rows.map(({ total: _, ...person }) => person) };
    },
    ofUser: (organization, person, { from, to }) => {
      const found = one.first({ organization, from, to, person });
      if (!found) return noSums;
      const { userId: _, ...sums } = found;
      return sums;
    },
  };
}
