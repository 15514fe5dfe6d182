import type { Language } from '../../preload/contract/answer.ts';
import { DiwanError } from '../lib/errors.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { type AttachmentKind, attachmentOf } from './attachments.ts';
import {
  type DraftField,
  readDraft,
  readResult,
  requiredDraft,
  type StoredDraft,
  updateDraft,
} from './draft-rows.ts';
import { writtenRecipients } from './recipients.ts';
import type { Rules } from './rules.ts';
import { fitting, longest, middleOf, roomIn, tidyBody, tidySubject } from './words.ts';

interface ChangingDeps {
  store: ManagerStore;
  rules: Rules;
}

/** @throws DiwanError `mail_bad_address`, `invalid_input` */
export function editDraft(
  deps: ChangingDeps,
  draft: StoredDraft,
  field: DraftField,
  text: string,
): StoredDraft {
  const { store } = deps;
  const change =
    field === 'recipients'
      ? { recipients: JSON.stringify(newRecipients(deps, draft, text)) }
      : field === 'subject'
        ? { subject: newSubject(text) }
        : { body: newBody(store, draft.id, text) };
  const next = { ...change, version: draft.version + 1, prompt_message_id: null };
  store.run(updateDraft(store, draft.id).set(next));
  return requiredDraft(store, draft.id);
}

function newRecipients({ rules }: ChangingDeps, draft: StoredDraft, text: string): string[] {
  const found = writtenRecipients(text, rules.contactsOf(draft.organizationId));
  const wrong = found.unknown[0] ?? (found.to.length === 0 ? text.trim() : undefined);
  if (wrong !== undefined)
    throw new DiwanError('mail_bad_address', { params: { address: wrong.slice(0, 100) } });
  if (fitting(found.to).length < found.to.length) throw tooLong('recipients');
  return found.to;
}

function newSubject(text: string): string {
  const subject = tidySubject(text);
  if (subject === '' || text.trim().length > longest.subject) throw tooLong('subject');
  return subject;
}

function newBody(store: ManagerStore, id: number, text: string): string {
  const drafts = store.query.selectFrom('mail_drafts').select(['greeting', 'signature']);
  const frame = store.first(drafts.where('id', '=', id)) ?? { greeting: '', signature: '' };
  const body = middleOf(text, frame);
  if (body === '' || tidyBody(body).length > roomIn(frame)) throw tooLong('mailBody');
  return body;
}

const tooLong = (field: string): DiwanError =>
  new DiwanError('invalid_input', { params: { field, problem: 'too_big' } });

/** Attaches the rows, or takes them off again. */
export async function toggleAttachment(
  { store }: ChangingDeps,
  draft: StoredDraft,
  kind: AttachmentKind,
): Promise<StoredDraft> {
  if (draft.attached.includes(kind)) {
    const files = store.query.deleteFrom('mail_attachments').where('draft_id', '=', draft.id);
    store.run(files.where('kind', '=', kind));
  } else await attach(store, draft.id, kind, draft.language);
  store.run(updateDraft(store, draft.id).set((eb) => ({ version: eb('version', '+', 1) })));
  return requiredDraft(store, draft.id);
}

/** @throws DiwanError `expired` for a draft without rows, or that has left meanwhile */
export async function attach(
  store: ManagerStore,
  draftId: number,
  kind: AttachmentKind,
  language: Language,
): Promise<void> {
  const kept = readResult(store, draftId);
  if (!kept) throw new DiwanError('expired');
  const bytes = await attachmentOf(kind, kept.result, language);
  const name = `${kept.name}-${draftId}.${kind}`;
  store.transaction(() => {
    if (readDraft(store, draftId)?.state !== 'open') throw new DiwanError('expired');
    const file = { draft_id: draftId, kind, name, bytes };
    const insert = store.query.insertInto('mail_attachments').values(file);
    store.run(insert.onConflict((conflict) => conflict.doNothing()));
  });
}
