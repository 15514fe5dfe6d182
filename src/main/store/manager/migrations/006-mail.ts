import type { Migration } from '../../migrate.ts';

export const mail: Migration = {
  version: 6,
  up: `
    -- what an organisation rules about its mail; JSON of the contract's MailRules
    CREATE TABLE mail_rules (
      organization_id INTEGER PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
      rules TEXT NOT NULL,
      changed_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE mail_contacts (
      id INTEGER PRIMARY KEY,
      organization_id INTEGER NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
      name TEXT NOT NULL COLLATE NOCASE,
      address TEXT NOT NULL,
      created_at TEXT NOT NULL,
      UNIQUE (organization_id, name)
    ) STRICT;

    -- mail as its author sees it before it goes
    CREATE TABLE mail_drafts (
      id INTEGER PRIMARY KEY,
      -- of the question: asked again after a crash, it finds its draft
      request_key TEXT NOT NULL UNIQUE,
      user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      organization_id INTEGER,
      language TEXT NOT NULL,
      state TEXT NOT NULL
        CHECK (state IN ('open', 'queued', 'sent', 'discarded', 'expired')),
      -- counts its changes: only what was last shown can be sent
      version INTEGER NOT NULL,
      sender TEXT NOT NULL,
      -- JSON list of addresses
      recipients TEXT NOT NULL,
      subject TEXT NOT NULL,
      greeting TEXT NOT NULL,
      body TEXT NOT NULL,
      signature TEXT NOT NULL,
      -- JSON of the rows, for attachments; gone when the draft ends
      result TEXT,
      file_name TEXT NOT NULL,
      created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      -- where it is shown, and where its author was asked for new words
      chat_id INTEGER,
      message_id INTEGER,
      prompt_message_id INTEGER,
      prompt_field TEXT CHECK (prompt_field IN ('subject', 'recipients', 'body'))
    ) STRICT;
    CREATE INDEX drafts_by_prompt ON mail_drafts (user_id, prompt_message_id)
      WHERE prompt_message_id IS NOT NULL;
    CREATE INDEX drafts_open ON mail_drafts (expires_at) WHERE state = 'open';

    CREATE TABLE mail_attachments (
      draft_id INTEGER NOT NULL REFERENCES mail_drafts (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('csv', 'xlsx')),
      name TEXT NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (draft_id, kind)
    ) STRICT;

    -- mail on its way, each at most once
    CREATE TABLE mail_outbox (
      id INTEGER PRIMARY KEY,
      draft_id INTEGER NOT NULL REFERENCES mail_drafts (id) ON DELETE CASCADE,
      version INTEGER NOT NULL,
      user_id INTEGER NOT NULL,
      organization_id INTEGER,
      message_id TEXT NOT NULL,
      sender TEXT NOT NULL,
      recipients TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      language TEXT NOT NULL,
      -- sending: from the first byte of the message on the wire until its end is known
      state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
      attempts INTEGER NOT NULL DEFAULT 0,
      error_code TEXT,
      error_params TEXT,
      -- JSON list of recipients whom the server did not take
      refused TEXT NOT NULL DEFAULT '[]',
      queued_at TEXT NOT NULL,
      sending_at TEXT,
      ended_at TEXT,
      -- when its author was told how it ended
      told_at TEXT,
      UNIQUE (draft_id, version)
    ) STRICT;
    CREATE INDEX outbox_open ON mail_outbox (id) WHERE state IN ('queued', 'sending');
    CREATE INDEX outbox_untold ON mail_outbox (id) WHERE ended_at IS NOT NULL AND told_at IS NULL;
  `,
};
