import type { Migration } from '../../migrate.ts';

/**
 * Entries are never changed nor deleted. Retention may empty those that a checkpoint of their kind
 * covers; their place in the chain and their hashes stay.
 */
export const activity: Migration = {
  version: 5,
  up: `
    CREATE TABLE activity (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      at TEXT,
      action TEXT,
      outcome TEXT,
      door TEXT,
      user_id INTEGER,
      organization_id INTEGER,
      chat TEXT,
      target TEXT,
      -- JSON
      details TEXT,
      -- SHA-256, hex: of the columns above; of the entry before, the id, the kind and content_hash
      content_hash TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX activity_by_organization ON activity (organization_id, id);
    CREATE INDEX activity_by_kind ON activity (kind, id);

    CREATE TABLE activity_checkpoints (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      -- null: the chain's head was this; else all of this kind up to through_id was emptied
      kind TEXT,
      through_id INTEGER NOT NULL,
      -- of the entry through_id
      hash TEXT NOT NULL,
      -- HMAC-SHA-256 by a key of the keychain, hex; null where no secrets can be kept
      signature TEXT
    ) STRICT;

    CREATE TRIGGER activity_in_order BEFORE INSERT ON activity
      WHEN NEW.id <> (SELECT ifnull(max(id), 0) + 1 FROM activity)
      BEGIN SELECT RAISE(ABORT, 'the activity log is written in order'); END;
    CREATE TRIGGER activity_not_deleted BEFORE DELETE ON activity
      BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END;
    CREATE TRIGGER activity_not_changed BEFORE UPDATE ON activity
      WHEN NOT (
        NEW.id = OLD.id AND NEW.kind = OLD.kind
        AND NEW.content_hash = OLD.content_hash AND NEW.hash = OLD.hash
        AND coalesce(NEW.at, NEW.action, NEW.outcome, NEW.door, NEW.chat, NEW.target, NEW.details,
          NEW.user_id, NEW.organization_id) IS NULL
        AND EXISTS (SELECT 1 FROM activity_checkpoints c
          WHERE c.kind = OLD.kind AND c.through_id >= OLD.id)
      )
      BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END;
    CREATE TRIGGER checkpoints_not_deleted BEFORE DELETE ON activity_checkpoints
      BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END;
    CREATE TRIGGER checkpoints_not_changed BEFORE UPDATE ON activity_checkpoints
      BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END;
  `,
};
