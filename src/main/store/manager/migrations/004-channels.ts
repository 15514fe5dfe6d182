import type { Migration } from '../../migrate.ts';

/** Programs that ask through `/v1`: what they may, who they are, what they asked. */
export const channels: Migration = {
  version: 4,
  up: `
    CREATE TABLE channels (
      id INTEGER PRIMARY KEY,
      channel_id TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      access_type TEXT NOT NULL CHECK (access_type IN ('public', 'private')),
      organization_id INTEGER REFERENCES organizations (id),
      -- null in what follows: the default of the access type, or no limit for the quotas
      monthly_quota INTEGER,
      daily_quota INTEGER,
      is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
      rate_limit INTEGER,
      max_history INTEGER,
      default_model TEXT,
      available_models TEXT,
      allow_model_switch INTEGER,
      language TEXT NOT NULL DEFAULT 'en',
      -- whether usage_logs keep the texts of questions and answers
      log_texts INTEGER NOT NULL DEFAULT 1 CHECK (log_texts IN (0, 1)),
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX channels_by_organization ON channels (organization_id);

    CREATE TABLE channel_databases (
      channel_id INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      database_id INTEGER NOT NULL REFERENCES database_connections (id) ON DELETE CASCADE,
      PRIMARY KEY (channel_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX channels_by_database ON channel_databases (database_id);

    CREATE TABLE api_keys (
      id INTEGER PRIMARY KEY,
      channel_id INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
      -- SHA-256 of the key, hex; and its first eight characters, to be told apart by
      hash TEXT NOT NULL UNIQUE,
      prefix TEXT NOT NULL,
      created_at TEXT NOT NULL,
      expires_at TEXT,
      revoked_at TEXT,
      last_used_at TEXT
    ) STRICT;
    CREATE INDEX keys_by_channel ON api_keys (channel_id, id);
    CREATE INDEX keys_by_prefix ON api_keys (prefix);

    CREATE TABLE channel_sessions (
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      channel_id INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL,
      model TEXT,
      -- of all times: it survives /clear
      total_message_count INTEGER NOT NULL DEFAULT 0,
      -- the last message that /clear made the model forget
      cleared_through INTEGER NOT NULL DEFAULT 0,
      created_at TEXT NOT NULL,
      last_activity_at TEXT NOT NULL,
      UNIQUE (channel_id, user_id)
    ) STRICT;

    CREATE TABLE messages (
      id INTEGER PRIMARY KEY,
      session_id INTEGER NOT NULL REFERENCES channel_sessions (id) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
      text TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX messages_by_session ON messages (session_id, id);

    CREATE TABLE usage_logs (
      id INTEGER PRIMARY KEY,
      channel_id INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
      key_id INTEGER,
      user_id TEXT NOT NULL,
      at TEXT NOT NULL,
      request TEXT,
      response TEXT,
      model TEXT NOT NULL,
      success INTEGER NOT NULL CHECK (success IN (0, 1)),
      error TEXT,
      elapsed_ms INTEGER NOT NULL,
      input INTEGER NOT NULL,
      output INTEGER NOT NULL,
      -- nanodollars
      cost INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX logs_by_channel ON usage_logs (channel_id, id);

    -- sums of a UTC day: every statistic and every quota reads these, never the logs
    CREATE TABLE channel_usage (
      channel_id INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
      day TEXT NOT NULL,
      -- 0 where no key was shown: the try-it panel, Telegram
      key_id INTEGER NOT NULL,
      model TEXT NOT NULL,
      requests INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      elapsed_ms INTEGER NOT NULL,
      input INTEGER NOT NULL,
      output INTEGER NOT NULL,
      cost INTEGER NOT NULL,
      PRIMARY KEY (channel_id, day, key_id, model)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO channels (channel_id, title, access_type, created_at, updated_at)
      VALUES ('telegram', 'Telegram', 'public',
        strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
  `,
};
