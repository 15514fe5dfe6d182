import type { Migration } from '../../migrate.ts';

/** Scope ids: 0 for the appliance, else the organisation's, user's or channel's. */
export const budgets: Migration = {
  version: 2,
  up: `
    CREATE TABLE budgets (
      scope TEXT NOT NULL CHECK (scope IN ('appliance', 'organization', 'user', 'channel')),
      scope_id INTEGER NOT NULL,
      period TEXT NOT NULL CHECK (period IN ('day', 'month')),
      amount INTEGER NOT NULL CHECK (amount >= 0),
      -- the highest of 50, 80, 100 told for the period that began at warned_for
      warned_percent INTEGER NOT NULL DEFAULT 0,
      warned_for TEXT,
      changed_at TEXT NOT NULL,
      PRIMARY KEY (scope, scope_id, period)
    ) STRICT, WITHOUT ROWID;

    -- kept whether or not there is a budget, so that one set today knows what was spent
    CREATE TABLE spend (
      scope TEXT NOT NULL,
      scope_id INTEGER NOT NULL,
      day TEXT NOT NULL,
      cost INTEGER NOT NULL,
      PRIMARY KEY (scope, scope_id, day)
    ) STRICT, WITHOUT ROWID;
  `,
};
