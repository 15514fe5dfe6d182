import type { Language } from '../../preload/contract/answer.ts';
import type { Result } from '../../preload/contract/database.ts';
import { codesApart } from '../../preload/contract/direction.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { Actor } from '../people/person.ts';
import { requireAllowed } from '../people/policy.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { type AttachmentKind, attachmentOf, attachmentsWished, fileNameOf } from './attachments.ts';
import {
  type DraftField,
  forgetData,
  readDraft,
  readResult,
  type StoredDraft,
} from './draft-rows.ts';
import type { MailEvents } from './events.ts';
import { chosenRecipients, writtenRecipients } from './recipients.ts';
import type { Rules } from './rules.ts';
import {
  frameOf,
  longest,
  middleOf,
  shortened,
  tidyBody,
  tidySubject,
  wholeBody,
} from './words.ts';

export interface NewDraft {
  requestKey: string;
  userId: number;
  organization: { id: number; name: string } | null;
  /** The author, for the signature. */
  name: string;
  language: Language;
  from: string;
  /** The person's own words: recipients come from them alone. */
  words: string;
  /** What a model read as the recipients. */
  planned: readonly string[];
  subject: string;
  body: string;
  result: Result | null;
  /** What the attachments are named by. */
  title: string;
}

type Author = Pick<Actor, 'role' | 'admin' | 'organization'> & { id: number };

/** Drafts of one's own. Each of them throws `expired` for what is gone, `not_allowed` for others'. */
export interface Drafts {
  /** The same question asked again makes its draft anew. */
  create(draft: NewDraft): Promise<{ draft: StoredDraft; unknown: string[] }>;
  find(id: number): StoredDraft | null;
  own(author: Author, id: number): StoredDraft;
  /** @throws DiwanError `mail_bad_address`, `invalid_input` besides */
  edit(author: Author, id: number, field: DraftField, text: string): StoredDraft;
  /** Attaches the rows, or takes them off again. */
  toggle(author: Author, id: number, kind: AttachmentKind): Promise<StoredDraft>;
  discard(author: Author, id: number): StoredDraft;
  /** Where it stands now, and where its author was asked for new words. */
  shown(id: number, chat: number, message: number): void;
  asked(id: number, field: DraftField, message: number): void;
  /** Which words a reply to that message changes. */
  takePrompt(userId: number, message: number): { id: number; field: DraftField } | null;
}

export interface DraftsDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<MailEvents>;
  rules: Rules;
}

const lifeMs = 24 * 3_600_000;

export function createDrafts(deps: DraftsDeps): Drafts {
  const { store, clock } = deps;
  const own = (author: Author, id: number) => openDraft(deps, author, id);
  return {
    create: (draft) => create(deps, draft),
    find: (id) => readDraft(store, id),
    own,
    edit: (author, id, field, text) => edit(deps, own(author, id), field, text),
    toggle: (author, id, kind) => toggle(deps, own(author, id), kind),
    discard(author, id) {
      const draft = own(author, id);
      end(store, id, 'discarded');
      deps.events.emit('mail.discarded', refOf(draft));
      return draft;
    },
    shown: (id, chat, message) =>
      void store.run(
        update(store, id).set({ chat_id: chat, message_id: message, prompt_message_id: null }),
      ),
    asked: (id, field, message) =>
      void store.run(update(store, id).set({ prompt_message_id: message, prompt_field: field })),
    takePrompt: (userId, message) => takePrompt(store, userId, message, isoTime(clock)),
  };
}

export const refOf = (draft: StoredDraft) => ({
  draftId: draft.id,
  userId: draft.userId,
  organizationId: draft.organizationId,
  recipients: draft.to,
  subject: draft.subject,
});

const update = (store: ManagerStore, id: number) =>
  store.query.updateTable('mail_drafts').where('id', '=', id);

/** Nothing of an ended draft's data is kept. */
function end(store: ManagerStore, id: number, state: 'discarded' | 'expired'): void {
  store.transaction(() => {
    store.run(update(store, id).set({ state, prompt_message_id: null }));
    forgetData(store, id);
  });
}

/** Ends what nobody has sent for a day. */
export function expireDrafts(store: ManagerStore, now: string): void {
  const open = store.query.selectFrom('mail_drafts').select('id').where('state', '=', 'open');
  for (const { id } of store.all(open.where('expires_at', '<=', now))) end(store, id, 'expired');
}

function openDraft({ store, clock }: DraftsDeps, author: Author, id: number): StoredDraft {
  requireAllowed(author, 'sendMail');
  expireDrafts(store, isoTime(clock));
  const draft = readDraft(store, id);
  if (!draft) throw new DiwanError('expired');
  if (draft.userId !== author.id)
    throw new DiwanError('not_allowed', { params: { action: 'othersAnswer' } });
  const elsewhere = draft.organizationId !== (author.organization?.id ?? null);
  if (draft.state !== 'open' || elsewhere) throw new DiwanError('expired');
  return draft;
}

async function create(
  deps: DraftsDeps,
  given: NewDraft,
): Promise<{ draft: StoredDraft; unknown: string[] }> {
  const { store, clock, rules, events } = deps;
  const now = isoTime(clock);
  expireDrafts(store, now);
  const organizationId = given.organization?.id ?? null;
  const { to, unknown } = chosenRecipients(
    given.words,
    given.planned,
    rules.contactsOf(organizationId),
  );
  const id = write(deps, given, fitting(to), now);
  for (const kind of given.result ? attachmentsWished(given.words) : [])
    await attach(store, id, kind, given.language);
  const draft = required(store, id);
  events.emit('mail.drafted', refOf(draft));
  return { draft, unknown };
}

function write(deps: DraftsDeps, given: NewDraft, to: readonly string[], now: string): number {
  const { store, clock, rules } = deps;
  const { organization, name, language, userId } = given;
  const organizationId = organization?.id ?? null;
  const frame = frameOf(rules.of(organizationId), language, {
    name,
    organization: organization?.name ?? null,
  });
  const row = {
    user_id: userId,
    organization_id: organizationId,
    language,
    state: 'open' as const,
    sender: given.from,
    recipients: JSON.stringify(to),
    subject: tidySubject(given.subject),
    ...frame,
    body: shortened(codesApart(middleOf(given.body, frame)), roomIn(frame)),
    result: given.result && JSON.stringify(given.result),
    file_name: fileNameOf(given.title),
    created_at: now,
    expires_at: new Date(clock.now() + lifeMs).toISOString(),
  };
  return store.transaction(() => {
    const drafts = store.query.selectFrom('mail_drafts').select(['id', 'state', 'version']);
    const before = store.first(drafts.where('request_key', '=', given.requestKey));
    if (!before) {
      const values = { ...row, request_key: given.requestKey, version: 1 };
      return store.run(store.query.insertInto('mail_drafts').values(values)).lastId;
    }
    if (before.state !== 'open') return before.id;
    store.run(update(store, before.id).set({ ...row, version: before.version + 1 }));
    store.run(store.query.deleteFrom('mail_attachments').where('draft_id', '=', before.id));
    return before.id;
  });
}

const roomIn = ({ greeting, signature }: { greeting: string; signature: string }): number =>
  longest.whole - wholeBody({ greeting, body: '', signature }).length - 4;

/** As many as can be shown whole. */
const fitting = (to: readonly string[]): string[] =>
  to.filter((_, at) => to.slice(0, at + 1).join(', ').length <= longest.recipients);

function edit(deps: DraftsDeps, draft: StoredDraft, field: DraftField, text: string): StoredDraft {
  const { store } = deps;
  const change =
    field === 'recipients'
      ? { recipients: JSON.stringify(newRecipients(deps, draft, text)) }
      : field === 'subject'
        ? { subject: newSubject(text) }
        : { body: newBody(store, draft.id, text) };
  const next = { ...change, version: draft.version + 1, prompt_message_id: null };
  store.run(update(store, draft.id).set(next));
  return required(store, draft.id);
}

function newRecipients({ rules }: DraftsDeps, draft: StoredDraft, text: string): string[] {
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

async function toggle(
  { store }: DraftsDeps,
  draft: StoredDraft,
  kind: AttachmentKind,
): Promise<StoredDraft> {
  if (draft.attached.includes(kind)) {
    const files = store.query.deleteFrom('mail_attachments').where('draft_id', '=', draft.id);
    store.run(files.where('kind', '=', kind));
  } else await attach(store, draft.id, kind, draft.language);
  store.run(update(store, draft.id).set((eb) => ({ version: eb('version', '+', 1) })));
  return required(store, draft.id);
}

/** @throws DiwanError `expired` for a draft without rows, or that has left meanwhile */
async function attach(
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

function required(store: ManagerStore, id: number): StoredDraft {
  const draft = readDraft(store, id);
  if (!draft) throw new DiwanError('expired');
  return draft;
}

function takePrompt(
  store: ManagerStore,
  userId: number,
  message: number,
  now: string,
): { id: number; field: DraftField } | null {
  const row = store.first(
    store.query
      .selectFrom('mail_drafts')
      .select(['id', 'prompt_field as field'])
      .where('user_id', '=', userId)
      .where('prompt_message_id', '=', message)
      .where('state', '=', 'open')
      .where('expires_at', '>', now),
  );
  return row?.field ? { id: row.id, field: row.field } : null;
}
