import type { Migration } from '../../migrate.ts';

const sums = ['calls', 'input', 'cached', 'output', 'thinking', 'cost'];
const list = (of: (sum: string) => string): string => sums.map(of).join(', ');
const ofTheirs = 'organization_id = new.organization_id AND user_id = new.user_id';

/**
 * A member's sums from their first day up to each of their days: any period is the difference of
 * two rows, so that ranking people takes the same time for a week as for years.
 */
export const running: Migration = {
  version: 3,
  up: `
    CREATE TABLE org_user_running (
      organization_id INTEGER NOT NULL,
      user_id INTEGER NOT NULL,
      day TEXT NOT NULL,
      ${list((sum) => `${sum} INTEGER NOT NULL`)},
      PRIMARY KEY (organization_id, user_id, day)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO org_user_running
      SELECT organization_id, user_id, day, ${list((sum) => `sum(${sum}) OVER so_far`)}
      FROM org_user_usage
      WINDOW so_far AS (PARTITION BY organization_id, user_id ORDER BY day);

    CREATE TRIGGER org_user_running_day AFTER INSERT ON org_user_usage BEGIN
      INSERT INTO org_user_running
        SELECT new.organization_id, new.user_id, new.day,
          ${list((sum) => `ifnull(before.${sum}, 0) + new.${sum}`)}
        FROM (SELECT 1) LEFT JOIN (
          SELECT * FROM org_user_running
          WHERE ${ofTheirs} AND day < new.day
          ORDER BY day DESC LIMIT 1
        ) before; END;

    CREATE TRIGGER org_user_running_late AFTER INSERT ON org_user_usage BEGIN
      UPDATE org_user_running SET ${list((sum) => `${sum} = ${sum} + new.${sum}`)}
        WHERE ${ofTheirs} AND day > new.day; END;

    CREATE TRIGGER org_user_running_more AFTER UPDATE ON org_user_usage BEGIN
      UPDATE org_user_running SET ${list((sum) => `${sum} = ${sum} + new.${sum} - old.${sum}`)}
        WHERE ${ofTheirs} AND day >= new.day; END;
  `,
};
