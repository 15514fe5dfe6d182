import { z } from 'zod';
import type { Draft, Language } from '../../preload/contract/answer.ts';
import { Result } from '../../preload/contract/database.ts';
import { DiwanError } from '../lib/errors.ts';
import type { MailTables } from '../store/manager/mail-tables.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { type AttachmentKind, attachmentKinds } from './attachments.ts';
import { wholeBody } from './words.ts';

export type DraftField = 'subject' | 'recipients' | 'body';
export type DraftState = MailTables['mail_drafts']['state'];

/** A draft with what its author does not read but the house must know. */
export interface StoredDraft extends Draft {
  userId: number;
  organizationId: number | null;
  language: Language;
  state: DraftState;
  version: number;
  /** What could be attached, and what is. */
  offers: readonly AttachmentKind[];
  attached: readonly AttachmentKind[];
  /** Where it was shown last. */
  shown: { chat: number; message: number } | null;
}

const Addresses = z.array(z.string());

export const columns = [
  'id',
  'user_id',
  'organization_id',
  'language',
  'state',
  'version',
  'sender',
  'recipients',
  'subject',
  'greeting',
  'body',
  'signature',
  'chat_id',
  'message_id',
  'expires_at',
] as const;

export function readDraft(store: ManagerStore, id: number): StoredDraft | null {
  const row = store.first(
    store.query
      .selectFrom('mail_drafts')
      .select([...columns])
      .select((eb) => eb('result', 'is not', null).as('hasRows'))
      .where('id', '=', id),
  );
  if (!row) return null;
  const attachments = readAttachments(store, id);
  const { chat_id: chat, message_id: message } = row;
  return {
    id: row.id,
    from: row.sender,
    to: parseAddresses(row.recipients),
    subject: row.subject,
    body: wholeBody(row),
    attachments: attachments.map(({ name, size }) => ({ name, bytes: size })),
    userId: row.user_id,
    organizationId: row.organization_id,
    language: row.language,
    state: row.state,
    version: row.version,
    offers: row.hasRows ? attachmentKinds : [],
    attached: attachments.map(({ kind }) => kind),
    shown: chat === null || message === null ? null : { chat, message },
  };
}

export const parseAddresses = (json: string): string[] => Addresses.parse(JSON.parse(json));

const readAttachments = (store: ManagerStore, draftId: number) =>
  store.all(
    store.query
      .selectFrom('mail_attachments')
      .select(['kind', 'name'])
      .select((eb) => eb.fn<number>('length', ['bytes']).as('size'))
      .where('draft_id', '=', draftId)
      .orderBy('kind'),
  );

export function readResult(
  store: ManagerStore,
  id: number,
): { result: Result; name: string } | null {
  const row = store.first(
    store.query.selectFrom('mail_drafts').select(['result', 'file_name']).where('id', '=', id),
  );
  if (!row || row.result === null) return null;
  return { result: Result.parse(JSON.parse(row.result)), name: row.file_name };
}

/** The rows and files of drafts that have ended: customers' data stays no longer than it must. */
export function forgetData(store: ManagerStore, draftId: number): void {
  const drafts = store.query.updateTable('mail_drafts').set({ result: null });
  store.run(drafts.where('id', '=', draftId));
  store.run(store.query.deleteFrom('mail_attachments').where('draft_id', '=', draftId));
}

/** One draft, to be changed. */
export const updateDraft = (store: ManagerStore, id: number) =>
  store.query.updateTable('mail_drafts').where('id', '=', id);

/** @throws DiwanError `expired` */
export function requiredDraft(store: ManagerStore, id: number): StoredDraft {
  const draft = readDraft(store, id);
  if (!draft) throw new DiwanError('expired');
  return draft;
}

export const refOf = (draft: StoredDraft) => ({
  draftId: draft.id,
  userId: draft.userId,
  organizationId: draft.organizationId,
  recipients: draft.to,
  subject: draft.subject,
});

/** Nothing of an ended draft's data is kept. */
export function endDraft(store: ManagerStore, id: number, state: 'discarded' | 'expired'): void {
  store.transaction(() => {
    store.run(updateDraft(store, id).set({ state, prompt_message_id: null }));
    forgetData(store, id);
  });
}

/** Ends what nobody has sent for a day. */
export function expireDrafts(store: ManagerStore, now: string): void {
  const open = store.query.selectFrom('mail_drafts').select('id').where('state', '=', 'open');
  for (const { id } of store.all(open.where('expires_at', '<=', now)))
    endDraft(store, id, 'expired');
}
