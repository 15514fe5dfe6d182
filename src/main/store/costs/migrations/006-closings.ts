import type { Migration } from '../../migrate.ts';

/**
 * Everybody's sums up to and with a day, packed into one value: ranking an organisation's people
 * reads two of these instead of each one's days. Made after the day; a late question of that day
 * takes it and those after it away, to be made again.
 */
export const closings: Migration = {
  version: 6,
  up: `
    CREATE TABLE org_user_closings (
      organization_id INTEGER NOT NULL,
      day TEXT NOT NULL,
      people BLOB NOT NULL,
      PRIMARY KEY (organization_id, day)
    ) STRICT;

    CREATE TRIGGER org_user_closings_late AFTER INSERT ON org_user_usage BEGIN
      DELETE FROM org_user_closings
        WHERE organization_id = new.organization_id AND day >= new.day; END;

    CREATE TRIGGER org_user_closings_more AFTER UPDATE ON org_user_usage BEGIN
      DELETE FROM org_user_closings
        WHERE organization_id = new.organization_id AND day >= new.day; END;
  `,
};
