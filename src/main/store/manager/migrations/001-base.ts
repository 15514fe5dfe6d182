import type { Migration } from '../../migrate.ts';

export const base: Migration = {
  version: 1,
  up: `
    CREATE TABLE users (
      id INTEGER PRIMARY KEY,
      telegram_id INTEGER UNIQUE,
      name TEXT NOT NULL,
      username TEXT,
      language TEXT NOT NULL DEFAULT 'en',
      selected_database_id INTEGER REFERENCES database_connections (id) ON DELETE SET NULL,
      created_at TEXT NOT NULL,
      last_seen_at TEXT NOT NULL,
      -- when the person blocked the bot; null while it can be reached
      unreachable_at TEXT
    ) STRICT;

    CREATE TABLE organizations (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      slug TEXT NOT NULL UNIQUE,
      created_at TEXT NOT NULL
    ) STRICT;

    -- one organisation a person: the user is the key
    CREATE TABLE organization_members (
      user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
      organization_id INTEGER NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('owner', 'member')),
      joined_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX members_by_organization ON organization_members (organization_id, joined_at);

    CREATE TABLE database_connections (
      id INTEGER PRIMARY KEY,
      user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
      organization_id INTEGER REFERENCES organizations (id) ON DELETE CASCADE,
      -- offered to everyone here by DIWAN_SHARED_DATABASES or by the operator
      shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
      name TEXT NOT NULL COLLATE NOCASE,
      dialect TEXT NOT NULL CHECK (dialect IN ('mssql', 'postgres', 'mysql', 'sqlite')),
      -- host and database for people to see; the connection string itself is in the keychain
      display TEXT NOT NULL,
      secret_ref TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'ok' CHECK (status IN ('ok', 'failing', 'removed')),
      status_code TEXT,
      engine TEXT,
      grants TEXT,
      grants_accepted_by INTEGER,
      grants_accepted_at TEXT,
      created_by INTEGER,
      created_at TEXT NOT NULL,
      CHECK ((user_id IS NOT NULL) + (organization_id IS NOT NULL) + shared = 1)
    ) STRICT;
    CREATE UNIQUE INDEX database_name_by_owner ON database_connections
      (ifnull(user_id, 0), ifnull(organization_id, 0), name) WHERE status <> 'removed';

    CREATE TABLE schema_snapshots (
      database_id INTEGER PRIMARY KEY REFERENCES database_connections (id) ON DELETE CASCADE,
      taken_at TEXT NOT NULL,
      schema TEXT NOT NULL
    ) STRICT;

    -- what owners say of their tables and columns; column_name is empty for a table's own row
    CREATE TABLE schema_notes (
      database_id INTEGER NOT NULL REFERENCES database_connections (id) ON DELETE CASCADE,
      table_name TEXT NOT NULL,
      column_name TEXT NOT NULL DEFAULT '',
      description TEXT,
      synonyms TEXT NOT NULL DEFAULT '[]',
      hidden INTEGER NOT NULL DEFAULT 0,
      private INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (database_id, table_name, column_name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE glossary (
      id INTEGER PRIMARY KEY,
      database_id INTEGER NOT NULL REFERENCES database_connections (id) ON DELETE CASCADE,
      term TEXT NOT NULL,
      meaning TEXT NOT NULL,
      UNIQUE (database_id, term)
    ) STRICT;

    CREATE TABLE verified_queries (
      id INTEGER PRIMARY KEY,
      database_id INTEGER NOT NULL REFERENCES database_connections (id) ON DELETE CASCADE,
      question TEXT NOT NULL,
      sql TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('proposed', 'approved')),
      proposed_by INTEGER,
      approved_by INTEGER,
      created_at TEXT NOT NULL,
      UNIQUE (database_id, question)
    ) STRICT;

    -- answers people were not content with, for the owner to look at
    CREATE TABLE answer_cases (
      id INTEGER PRIMARY KEY,
      conversation_id INTEGER NOT NULL,
      database_id INTEGER REFERENCES database_connections (id) ON DELETE CASCADE,
      user_id INTEGER NOT NULL,
      reason TEXT,
      created_at TEXT NOT NULL,
      resolved_at TEXT
    ) STRICT;

    -- journal of received Telegram updates: written before an update is handled
    CREATE TABLE inbox (
      bot_id INTEGER NOT NULL,
      update_id INTEGER NOT NULL,
      received_at TEXT NOT NULL,
      body TEXT NOT NULL,
      done_at TEXT,
      PRIMARY KEY (bot_id, update_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX inbox_open ON inbox (bot_id, update_id) WHERE done_at IS NULL;

    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      changed_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
