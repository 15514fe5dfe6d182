import type { Guard, GuardRules, Guards, Verdict } from './guard.ts';

/** Verdicts kept for one set of rules; a statement of usual length takes a few hundred bytes. */
const kept = 200;
const longestKept = 4_000;

/**
 * Guards that judge the same text under the same rules once. Rules are told apart by identity:
 * who changes them makes new ones.
 */
export const remembering = (guards: Guards): Guards => ({
  mssql: remember(guards.mssql),
  postgres: remember(guards.postgres),
  mysql: remember(guards.mysql),
  sqlite: remember(guards.sqlite),
});

function remember(guard: Guard): Guard {
  const known = new WeakMap<GuardRules, Map<string, Verdict>>();
  return async (sql, rules) => {
    const verdicts = known.get(rules) ?? new Map<string, Verdict>();
    const before = verdicts.get(sql);
    if (before) return before;
    const verdict = await guard(sql, rules);
    if (sql.length > longestKept) return verdict;
    known.set(rules, verdicts);
    verdicts.set(sql, verdict);
    const oldest = verdicts.keys().next();
    if (verdicts.size > kept && !oldest.done) verdicts.delete(oldest.value);
    return verdict;
  };
}
