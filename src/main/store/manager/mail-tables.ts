import type { Generated } from 'kysely';
import type { Language } from '../../../preload/contract/answer.ts';

/** Mail: rules, address books, drafts and what is on its way. */
export interface MailTables {
  mail_rules: { organization_id: number; rules: string; changed_at: string };
  mail_contacts: {
    id: Generated<number>;
    organization_id: number;
    name: string;
    address: string;
    created_at: string;
  };
  mail_drafts: {
    id: Generated<number>;
    request_key: string;
    user_id: number;
    organization_id: number | null;
    language: Language;
    state: 'open' | 'queued' | 'sent' | 'discarded' | 'expired';
    version: number;
    sender: string;
    recipients: string;
    subject: string;
    greeting: string;
    body: string;
    signature: string;
    result: string | null;
    file_name: string;
    created_at: string;
    expires_at: string;
    chat_id: number | null;
    message_id: number | null;
    prompt_message_id: number | null;
    prompt_field: 'subject' | 'recipients' | 'body' | null;
  };
  mail_attachments: { draft_id: number; kind: 'csv' | 'xlsx'; name: string; bytes: Buffer };
  mail_outbox: {
    id: Generated<number>;
    draft_id: number;
    version: number;
    user_id: number;
    organization_id: number | null;
    message_id: string;
    sender: string;
    recipients: string;
    subject: string;
    body: string;
    language: Language;
    state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';
    attempts: Generated<number>;
    error_code: string | null;
    error_params: string | null;
    refused: Generated<string>;
    queued_at: string;
    sending_at: string | null;
    ended_at: string | null;
    told_at: string | null;
  };
}
