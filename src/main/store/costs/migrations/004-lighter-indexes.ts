import type { Migration } from '../../migrate.ts';

/**
 * Each index is a page more to write with every settlement: those by person and organisation keep
 * only rows that have one, and calls under way, a handful, are found without.
 */
export const lighterIndexes: Migration = {
  version: 4,
  up: `
    DROP INDEX open_calls_by_request;
    DROP INDEX conversations_by_user;
    CREATE INDEX conversations_by_user ON conversations (user_id, id)
      WHERE user_id IS NOT NULL;
    DROP INDEX conversations_by_organization;
    CREATE INDEX conversations_by_organization ON conversations (organization_id, id)
      WHERE organization_id IS NOT NULL;
  `,
};
