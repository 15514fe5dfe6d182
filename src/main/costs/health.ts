import type { CostsStore } from '../store/costs/costs.ts';

/** What the appliance did on a UTC day, for its administrators. */
export interface Health {
  today(day: string): Today;
}

export interface Today {
  /** People's, those of channels left out. */
  questions: number;
  failed: number;
  /** Nanodollars. */
  cost: number;
  /** The last of the day, newest first. */
  errors: { at: string; code: string }[];
}

/** Among how many of the last conversations errors are looked for, and how many are told. */
const searched = 1_000;
const told = 5;

export function createHealth(store: CostsStore): Health {
  const counts = store.prepare<{ questions: number; failed: number }, [string]>(
    `SELECT ifnull(sum(questions), 0) AS questions, ifnull(sum(failed), 0) AS failed
     FROM question_counts WHERE scope = 'user' AND day = ?`,
  );
  const spent = store.prepare<{ cost: number }, [string]>(
    `SELECT cost FROM spend WHERE scope = 'appliance' AND scope_id = 0 AND day = ?`,
  );
  const errors = store.prepare<{ at: string; code: string }, [number, string, number]>(
    `SELECT started_at AS at, error_code AS code
     FROM (SELECT * FROM conversations ORDER BY id DESC LIMIT ?)
     WHERE started_at >= ? AND error_code IS NOT NULL ORDER BY id DESC LIMIT ?`,
  );
  return {
    today: (day) => ({
      questions: 0,
      failed: 0,
      ...counts.first(day),
      cost: spent.first(day)?.cost ?? 0,
      errors: errors.all(searched, day, told),
    }),
  };
}
