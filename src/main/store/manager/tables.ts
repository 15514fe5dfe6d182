import type { Generated } from 'kysely';
import type { ActivityKind } from '../../../preload/contract/activity.ts';
import type { Language } from '../../../preload/contract/answer.ts';
import type { Dialect } from '../../../preload/contract/database.ts';
import type { MailTables } from './mail-tables.ts';

/** Times are UTC ISO-8601 text; flags are 0 or 1; JSON is text. */
export interface ManagerTables extends MailTables {
  users: {
    id: Generated<number>;
    telegram_id: number | null;
    name: string;
    username: string | null;
    language: Language;
    selected_database_id: number | null;
    created_at: string;
    last_seen_at: string;
    unreachable_at: string | null;
  };
  organizations: {
    id: Generated<number>;
    name: string;
    slug: string;
    created_at: string;
    closed_at: string | null;
  };
  organization_members: {
    user_id: number;
    organization_id: number;
    role: 'owner' | 'member';
    joined_at: string;
  };
  database_connections: {
    id: Generated<number>;
    user_id: number | null;
    organization_id: number | null;
    shared: Generated<number>;
    name: string;
    dialect: Dialect;
    display: string;
    secret_ref: string;
    status: Generated<'ok' | 'failing' | 'removed'>;
    status_code: string | null;
    engine: string | null;
    grants: string | null;
    grants_accepted_by: number | null;
    grants_accepted_at: string | null;
    created_by: number | null;
    created_at: string;
    origin: Generated<'person' | 'environment'>;
  };
  schema_snapshots: { database_id: number; taken_at: string; schema: string };
  schema_notes: {
    database_id: number;
    table_name: string;
    column_name: Generated<string>;
    description: string | null;
    synonyms: Generated<string>;
    hidden: Generated<number>;
    private: Generated<number>;
  };
  glossary: { id: Generated<number>; database_id: number; term: string; meaning: string };
  verified_queries: {
    id: Generated<number>;
    database_id: number;
    question: string;
    sql: string;
    status: 'proposed' | 'approved';
    proposed_by: number | null;
    approved_by: number | null;
    created_at: string;
  };
  answer_cases: {
    id: Generated<number>;
    conversation_id: number;
    database_id: number | null;
    user_id: number;
    reason: string | null;
    created_at: string;
    resolved_at: string | null;
    organization_id: number | null;
  };
  inbox: {
    bot_id: number;
    update_id: number;
    received_at: string;
    body: string;
    done_at: string | null;
  };
  settings: { key: string; value: string; changed_at: string };
  invitations: {
    id: Generated<number>;
    organization_id: number;
    code_hash: string;
    max_uses: number;
    used: Generated<number>;
    created_by: number | null;
    created_at: string;
    expires_at: string;
    revoked_at: string | null;
  };
  invitation_uses: {
    id: Generated<number>;
    invitation_id: number;
    user_id: number;
    used_at: string;
  };
  dashboard_users: {
    user_id: number;
    name_hash: string;
    password_hash: string;
    salt: string;
    iterations: number;
    created_at: string;
  };
  sessions: {
    id: Generated<number>;
    token_hash: string;
    user_id: number;
    created_at: string;
    expires_at: string;
  };
  sign_in_attempts: { subject: string; failures: number; last_at: string };
  expiring_messages: {
    bot_id: number;
    chat_id: number;
    message_id: number;
    expires_at: string;
  };
  waiting_questions: {
    id: Generated<number>;
    bot_id: number;
    chat_id: number;
    user_id: number;
    message_id: number;
    request_key: string;
    question: string;
    asked_at: string;
    chosen_by: number | null;
  };
  channels: {
    id: Generated<number>;
    channel_id: string;
    title: string;
    access_type: 'public' | 'private';
    organization_id: number | null;
    monthly_quota: number | null;
    daily_quota: number | null;
    is_active: Generated<number>;
    rate_limit: number | null;
    max_history: number | null;
    default_model: string | null;
    available_models: string | null;
    allow_model_switch: number | null;
    language: Generated<Language>;
    log_texts: Generated<number>;
    created_at: string;
    updated_at: string;
  };
  channel_databases: { channel_id: number; position: number; database_id: number };
  api_keys: {
    id: Generated<number>;
    channel_id: number;
    hash: string;
    prefix: string;
    created_at: string;
    expires_at: string | null;
    revoked_at: string | null;
    last_used_at: string | null;
  };
  channel_sessions: {
    id: Generated<number>;
    uuid: string;
    channel_id: number;
    user_id: string;
    model: string | null;
    total_message_count: Generated<number>;
    cleared_through: Generated<number>;
    last_message_id: Generated<number>;
    created_at: string;
    last_activity_at: string;
  };
  messages: {
    id: Generated<number>;
    session_id: number;
    role: 'user' | 'assistant';
    text: string;
    at: string;
    before_id: Generated<number>;
  };
  usage_logs: {
    id: Generated<number>;
    channel_id: number;
    key_id: number | null;
    user_id: string;
    at: string;
    request: string | null;
    response: string | null;
    model: string;
    success: number;
    error: string | null;
    elapsed_ms: number;
    input: number;
    output: number;
    cost: number;
  };
  channel_usage: {
    channel_id: number;
    day: string;
    key_id: number;
    model: string;
    requests: number;
    failed: number;
    elapsed_ms: number;
    input: number;
    output: number;
    cost: number;
  };
  activity: {
    id: number;
    kind: ActivityKind;
    at: string | null;
    action: string | null;
    outcome: string | null;
    door: string | null;
    user_id: number | null;
    organization_id: number | null;
    chat: string | null;
    target: string | null;
    details: string | null;
    content_hash: string;
    hash: string;
  };
  activity_checkpoints: {
    id: Generated<number>;
    at: string;
    kind: ActivityKind | null;
    through_id: number;
    hash: string;
    signature: string | null;
  };
}
