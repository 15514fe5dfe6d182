import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { Log } from '../lib/log.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { forgetData, readDraft, refOf } from './draft-rows.ts';
import type { MailEvents } from './events.ts';
import { type OutboxItem, readItem } from './outbox-rows.ts';

export interface EndingDeps {
  store: ManagerStore;
  clock: Clock;
  log: Log;
  events: Events<MailEvents>;
}

/** What its author has in hand again can be sent for a day. */
const draftLifeMs = 24 * 3_600_000;

export type End =
  | { state: 'sent'; refused: readonly string[] }
  | { state: 'failed' | 'unknown'; error: DiwanError };

/** Writes down how it ended. What has not gone out for certain, its author has in hand again. */
export function endMail(deps: EndingDeps, id: number, how: End): OutboxItem {
  const { store, clock } = deps;
  const item = store.transaction(() => {
    const failed = how.state === 'sent' ? null : how.error;
    const row = {
      state: how.state,
      ended_at: isoTime(clock),
      refused: JSON.stringify(how.state === 'sent' ? how.refused : []),
      error_code: failed?.code ?? null,
      error_params: failed && JSON.stringify(failed.params),
    };
    store.run(store.query.updateTable('mail_outbox').set(row).where('id', '=', id));
    const ended = readItem(store, id);
    if (!ended) throw new RangeError('a mail vanished from the outbox');
    if (how.state === 'sent') finishDraft(store, ended.draftId);
    else reopenDraft(deps, ended.draftId);
    return ended;
  });
  tell(deps, item, how);
  return item;
}

function finishDraft(store: ManagerStore, draftId: number): void {
  const drafts = store.query.updateTable('mail_drafts').set({ state: 'sent' });
  store.run(drafts.where('id', '=', draftId));
  forgetData(store, draftId);
}

/** A version of its own, so that the button pressed before can not send it again. */
function reopenDraft({ store, clock }: EndingDeps, draftId: number): void {
  const expires_at = new Date(clock.now() + draftLifeMs).toISOString();
  store.run(
    store.query
      .updateTable('mail_drafts')
      .set((eb) => ({ state: 'open', version: eb('version', '+', 1), expires_at }))
      .where('id', '=', draftId),
  );
}

function tell({ store, events }: EndingDeps, item: OutboxItem, how: End): void {
  const draft = readDraft(store, item.draftId);
  if (!draft) return;
  const ref = refOf(draft);
  if (how.state === 'sent') events.emit('mail.sent', { ...ref, refused: how.refused });
  else if (how.state === 'unknown') events.emit('mail.unknown', ref);
  else events.emit('mail.failed', { ...ref, code: how.error.code });
}

/** What a crash cut off in the message may have gone out: its author is told, it is not resent. */
export function endBroken(deps: EndingDeps): void {
  const { store, log } = deps;
  const rows = store.query.selectFrom('mail_outbox').select('id').where('state', '=', 'sending');
  for (const { id } of store.all(rows)) {
    log.warn({ mail: id }, 'a mail was cut off while it was sent');
    endMail(deps, id, { state: 'unknown', error: new DiwanError('mail_outcome_unknown') });
  }
}
