import { isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Actor } from '../people/person.ts';
import { requireAllowed } from '../people/policy.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { AttachmentKind } from './attachments.ts';
import { editDraft, toggleAttachment } from './draft-changing.ts';
import { type DraftsDeps, makeDraft, type NewDraft } from './draft-making.ts';
import {
  type DraftField,
  endDraft,
  expireDrafts,
  readDraft,
  refOf,
  type StoredDraft,
  updateDraft,
} from './draft-rows.ts';

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
  /** Waits for no more new words of a person's: how many drafts did. */
  dropPrompts(userId: number): number;
}

export function createDrafts(deps: DraftsDeps): Drafts {
  const { store, clock } = deps;
  const own = (author: Author, id: number) => openDraft(deps, author, id);
  return {
    create: (draft) => makeDraft(deps, draft),
    find: (id) => readDraft(store, id),
    own,
    edit: (author, id, field, text) => editDraft(deps, own(author, id), field, text),
    toggle: (author, id, kind) => toggleAttachment(deps, own(author, id), kind),
    discard(author, id) {
      const draft = own(author, id);
      endDraft(store, id, 'discarded');
      deps.events.emit('mail.discarded', refOf(draft));
      return draft;
    },
    shown: (id, chat, message) =>
      void store.run(
        updateDraft(store, id).set({ chat_id: chat, message_id: message, prompt_message_id: null }),
      ),
    asked: (id, field, message) =>
      void store.run(
        updateDraft(store, id).set({ prompt_message_id: message, prompt_field: field }),
      ),
    dropPrompts: (userId) => {
      const waiting = store.query.updateTable('mail_drafts').where('user_id', '=', userId);
      const asked = waiting.where('prompt_message_id', 'is not', null);
      return store.run(asked.set({ prompt_message_id: null })).changes;
    },
    takePrompt: (userId, message) => takePrompt(store, userId, message, isoTime(clock)),
  };
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
