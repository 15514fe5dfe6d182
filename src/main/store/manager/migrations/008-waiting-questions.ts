import type { Migration } from '../../migrate.ts';

export const waitingQuestions: Migration = {
  version: 8,
  up: `
    -- questions to the bot that wait for their person to choose a database
    CREATE TABLE waiting_questions (
      id INTEGER PRIMARY KEY,
      bot_id INTEGER NOT NULL,
      chat_id INTEGER NOT NULL,
      user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      message_id INTEGER NOT NULL,
      request_key TEXT NOT NULL UNIQUE,
      question TEXT NOT NULL, -- JSON
      asked_at TEXT NOT NULL,
      chosen_by INTEGER -- the update that chose, and now has it answered
    ) STRICT;
    CREATE INDEX waiting_questions_by_person ON waiting_questions (user_id, chat_id);
  `,
};
