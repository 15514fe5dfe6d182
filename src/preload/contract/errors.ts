/**
 * The closed list of what can go wrong. Each code has a sentence in every locale under
 * `errors.<code>`, which says what happened and what to do next.
 */
export const errorCodes = [
  // the appliance itself
  'config_invalid',
  'store_newer',
  'store_corrupt',
  'store_locked',
  'disk_full',
  'disk_unwritable',
  'secrets_unavailable',
  'secrets_passphrase',
  'secret_missing',
  'port_in_use',
  'shutting_down',
  'internal',
  // who may do what
  'not_registered',
  'not_allowed',
  'not_found',
  'invalid_input',
  'already_exists',
  'conflict',
  'expired',
  'blocked',
  // people and organisations
  'already_in_organization',
  'not_in_organization',
  'owner_cannot_leave',
  'invitation_invalid',
  'invitation_expired',
  'invitation_used_up',
  'sign_in_failed',
  'sign_in_locked',
  'session_expired',
  // turn and rate
  'rate_limited',
  'queue_full',
  'cancelled',
  'budget_exhausted',
  'quota_exhausted',
  'bot_paused',
  'not_for_bot',
  // databases
  'no_database',
  'database_unavailable',
  'connection_string_invalid',
  'db_unknown_host',
  'db_refused',
  'db_no_answer',
  'db_tls',
  'db_login_failed',
  'db_no_such_database',
  'db_timeout',
  'db_permission',
  'db_engine_error',
  'db_file_missing',
  'db_host_forbidden',
  'grants_not_accepted',
  'sql_refused',
  // Telegram
  'telegram_unreachable',
  // language models
  'model_no_key',
  'model_key_refused',
  'model_not_found',
  'model_rate_limited',
  'model_unavailable',
  'model_timeout',
  'model_bad_answer',
  'model_refused',
  'model_price_unknown',
  // mail
  'mail_not_configured',
  'mail_bad_address',
  'mail_recipient_not_allowed',
  'mail_login_failed',
  'mail_quota',
  'mail_timeout',
  'mail_refused',
  'mail_tls',
  'mail_unreachable',
  'mail_outcome_unknown',
  // backups
  'backup_damaged',
  'backup_newer',
  'backup_passphrase',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What fills the placeholders of a sentence. Never a secret: these reach logs and people. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** An error as it crosses a door: the code, and the sentence in the reader's language. */
export interface WireError {
  code: ErrorCode;
  message: string;
  params: ErrorParams;
}
