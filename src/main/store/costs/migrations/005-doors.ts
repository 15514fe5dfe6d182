import type { Migration } from '../../migrate.ts';

/**
 * What people asked through their own doors: Telegram shows its use among the channels. Programs'
 * is kept with their channels. A question counts at its first call's model, its tokens at each
 * call's own; one that made no call counts at the model `none`.
 */
export const doors: Migration = {
  version: 5,
  up: `
    CREATE TABLE door_usage (
      door TEXT NOT NULL,
      day TEXT NOT NULL,
      model TEXT NOT NULL,
      requests INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      elapsed_ms INTEGER NOT NULL,
      input INTEGER NOT NULL,
      output INTEGER NOT NULL,
      cost INTEGER NOT NULL,
      PRIMARY KEY (door, day, model)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO door_usage
      SELECT c.door, substr(c.started_at, 1, 10), ifnull(s.model, 'none'),
        sum(ifnull(s.position, 0) = 0),
        sum(ifnull(s.position, 0) = 0 AND c.outcome = 'error'),
        sum(iif(ifnull(s.position, 0) = 0, c.elapsed_ms, 0)),
        sum(ifnull(s.input, 0)), sum(ifnull(s.output, 0)), sum(ifnull(s.cost, 0))
      FROM conversations c LEFT JOIN conversation_stages s ON s.conversation_id = c.id
      WHERE c.door <> 'api' GROUP BY 1, 2, 3;
  `,
};
