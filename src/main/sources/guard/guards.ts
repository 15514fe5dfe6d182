import type { Guard, Guards } from './guard.ts';

/** A guard whose parser is loaded at its first call, and only once. */
function lazily(open: () => Promise<Guard>): Guard {
  let opened: Promise<Guard> | null = null;
  return async (sql, rules) => {
    opened ??= open();
    const guard = await opened;
    return guard(sql, rules);
  };
}

export const guards: Guards = {
  mssql: lazily(async () => (await import('../mssql/guard.ts')).open()),
  postgres: lazily(async () => (await import('../postgres/guard.ts')).open()),
  mysql: lazily(async () => (await import('../mysql/guard.ts')).open()),
  sqlite: lazily(async () => (await import('../sqlite/guard.ts')).open()),
};
