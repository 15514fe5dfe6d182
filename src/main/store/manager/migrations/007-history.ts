import type { Migration } from '../../migrate.ts';

/**
 * Each message names the one before it: an index by session would be one page more to write with
 * every exchange, and another one for each session.
 */
export const history: Migration = {
  version: 7,
  up: `
    ALTER TABLE channel_sessions ADD COLUMN last_message_id INTEGER NOT NULL DEFAULT 0;
    UPDATE channel_sessions SET last_message_id =
      ifnull((SELECT max(id) FROM messages WHERE session_id = channel_sessions.id), 0);

    -- of the same session; 0 for its first
    ALTER TABLE messages ADD COLUMN before_id INTEGER NOT NULL DEFAULT 0;
    UPDATE messages SET before_id = earlier.before_id
      FROM (SELECT id, lag(id, 1, 0) OVER (PARTITION BY session_id ORDER BY id) AS before_id
            FROM messages) AS earlier
      WHERE earlier.id = messages.id;
    DROP INDEX messages_by_session;
  `,
};
