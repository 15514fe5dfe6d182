import type { Migration } from '../../migrate.ts';

export const telegram: Migration = {
  version: 3,
  up: `
    -- messages of the bot that delete themselves: credentials, shown for some minutes
    CREATE TABLE expiring_messages (
      bot_id INTEGER NOT NULL,
      chat_id INTEGER NOT NULL,
      message_id INTEGER NOT NULL,
      expires_at TEXT NOT NULL,
      PRIMARY KEY (bot_id, chat_id, message_id)
    ) STRICT, WITHOUT ROWID;
  `,
};
