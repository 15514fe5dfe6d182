import type { Migration } from '../../migrate.ts';

const aggregate = (table: string, scope: string, key: string): string => `
    CREATE TABLE ${table} (
      ${scope} INTEGER NOT NULL,
      day TEXT NOT NULL,
      ${key} NOT NULL,
      calls INTEGER NOT NULL,
      input INTEGER NOT NULL,
      cached INTEGER NOT NULL,
      output INTEGER NOT NULL,
      thinking INTEGER NOT NULL,
      cost INTEGER NOT NULL,
      -- of the cost: what fresh and cached input made of it
      input_cost INTEGER NOT NULL,
      cached_cost INTEGER NOT NULL,
      PRIMARY KEY (${scope}, day, ${key.split(' ')[0]})
    ) STRICT, WITHOUT ROWID;
`;

/** Money is integer nanodollars; prices integer nanodollars per million tokens. */
export const base: Migration = {
  version: 1,
  up: `
    CREATE TABLE model_pricing (
      model TEXT NOT NULL,
      valid_from TEXT NOT NULL,
      input INTEGER NOT NULL CHECK (input >= 0),
      cached_input INTEGER NOT NULL CHECK (cached_input >= 0),
      output INTEGER NOT NULL CHECK (output >= 0),
      -- 'seed' is replaced by a newer release's list, 'owner' never
      source TEXT NOT NULL CHECK (source IN ('seed', 'owner')),
      PRIMARY KEY (model, valid_from)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE conversations (
      id INTEGER PRIMARY KEY,
      -- the door's own name of the question: it is billed once, however often it is delivered
      request_key TEXT NOT NULL UNIQUE,
      user_id INTEGER,
      organization_id INTEGER,
      channel_id INTEGER,
      door TEXT NOT NULL,
      chat TEXT NOT NULL,
      database_id INTEGER,
      question TEXT NOT NULL,
      way TEXT,
      sql TEXT,
      text TEXT,
      outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'error', 'cancelled', 'interrupted')),
      error_code TEXT,
      row_count INTEGER,
      cost INTEGER NOT NULL,
      started_at TEXT NOT NULL,
      elapsed_ms INTEGER NOT NULL,
      -- JSON of the whole answer without its rows
      answer TEXT
    ) STRICT;
    CREATE INDEX conversations_by_user ON conversations (user_id, id);
    CREATE INDEX conversations_by_organization ON conversations (organization_id, id);

    CREATE TABLE conversation_stages (
      conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('summary', 'answer', 'email')),
      attempt INTEGER NOT NULL,
      model TEXT NOT NULL,
      input INTEGER NOT NULL,
      cached INTEGER NOT NULL,
      output INTEGER NOT NULL,
      thinking INTEGER NOT NULL,
      -- the price used; null when the model had none and the cost is unknown
      price_input INTEGER,
      price_cached INTEGER,
      price_output INTEGER,
      cost INTEGER NOT NULL,
      elapsed_ms INTEGER NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'error', 'cancelled', 'unknown')),
      PRIMARY KEY (conversation_id, position)
    ) STRICT, WITHOUT ROWID;

    -- model calls under way: what a crash left here is billed at the next start
    CREATE TABLE open_calls (
      id INTEGER PRIMARY KEY,
      request_key TEXT NOT NULL,
      context TEXT NOT NULL,
      stage TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      model TEXT NOT NULL,
      price TEXT,
      -- the most this call can cost; counts as spent while its end is unknown
      worst_cost INTEGER NOT NULL,
      usage TEXT,
      cost INTEGER,
      started_at TEXT NOT NULL,
      elapsed_ms INTEGER,
      outcome TEXT
    ) STRICT;
    CREATE INDEX open_calls_by_request ON open_calls (request_key);
    -- questions of a UTC day, for the overview; scope is 'user' or 'organization'
    CREATE TABLE question_counts (
      scope TEXT NOT NULL,
      scope_id INTEGER NOT NULL,
      day TEXT NOT NULL,
      questions INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      unknown_calls INTEGER NOT NULL,
      PRIMARY KEY (scope, scope_id, day)
    ) STRICT, WITHOUT ROWID;
    ${aggregate('model_usage', 'user_id', 'model TEXT')}
    ${aggregate('stages_usage', 'user_id', 'stage TEXT')}
    ${aggregate('org_model_usage', 'organization_id', 'model TEXT')}
    ${aggregate('org_stages_usage', 'organization_id', 'stage TEXT')}
    ${aggregate('org_user_usage', 'organization_id', 'user_id INTEGER')}
  `,
};
