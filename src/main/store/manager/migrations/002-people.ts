import type { Migration } from '../../migrate.ts';

export const people: Migration = {
  version: 2,
  up: `
    -- set when its last owner gave it up; the row stays for the costs that name it
    ALTER TABLE organizations ADD COLUMN closed_at TEXT;
    -- 'environment': named by DIWAN_SHARED_DATABASES, removed when no longer named there
    ALTER TABLE database_connections ADD COLUMN origin TEXT NOT NULL DEFAULT 'person'
      CHECK (origin IN ('person', 'environment'));
    -- whose owner looks at the case: a shared database belongs to no organisation
    ALTER TABLE answer_cases ADD COLUMN organization_id INTEGER REFERENCES organizations (id);
    CREATE INDEX cases_by_organization ON answer_cases (organization_id, id);
    CREATE INDEX databases_by_organization ON database_connections (organization_id);
    CREATE INDEX databases_by_user ON database_connections (user_id);
    CREATE INDEX users_by_selected_database ON users (selected_database_id);

    -- one approved wording of a question, and one proposal of it a person
    DROP TABLE verified_queries;
    CREATE TABLE verified_queries (
      id INTEGER PRIMARY KEY,
      database_id INTEGER NOT NULL REFERENCES database_connections (id) ON DELETE CASCADE,
      question TEXT NOT NULL,
      sql TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('proposed', 'approved')),
      proposed_by INTEGER,
      approved_by INTEGER,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX verified_approved ON verified_queries (database_id, question)
      WHERE status = 'approved';
    CREATE UNIQUE INDEX verified_proposed ON verified_queries (database_id, question, proposed_by)
      WHERE status = 'proposed';

    CREATE TABLE invitations (
      id INTEGER PRIMARY KEY,
      organization_id INTEGER NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
      -- SHA-256 of the code, hex
      code_hash TEXT NOT NULL UNIQUE,
      max_uses INTEGER NOT NULL CHECK (max_uses BETWEEN 1 AND 1000),
      used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND max_uses),
      created_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
      created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      revoked_at TEXT
    ) STRICT;
    CREATE INDEX invitations_by_organization ON invitations (organization_id, id);

    CREATE TABLE invitation_uses (
      id INTEGER PRIMARY KEY,
      invitation_id INTEGER NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
      user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      used_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX uses_by_invitation ON invitation_uses (invitation_id, id);

    -- who may sign in to the web view
    CREATE TABLE dashboard_users (
      user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
      -- HMAC-SHA-256 of the user name, hex
      name_hash TEXT NOT NULL UNIQUE,
      -- PBKDF2-HMAC-SHA-256, hex, with what it was made by
      password_hash TEXT NOT NULL,
      salt TEXT NOT NULL,
      iterations INTEGER NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE sessions (
      id INTEGER PRIMARY KEY,
      -- SHA-256 of the token, hex
      token_hash TEXT NOT NULL UNIQUE,
      user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sessions_by_user ON sessions (user_id);
    CREATE INDEX sessions_by_end ON sessions (expires_at);

    -- wrong passwords by name and by address, both hashed
    CREATE TABLE sign_in_attempts (
      subject TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      last_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attempts_by_time ON sign_in_attempts (last_at);
  `,
};
