import { randomUUID } from 'node:crypto';
import { isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { createSemaphore } from '../lib/semaphore.ts';
import { domainOf } from './addresses.ts';
import { type DeliveryDeps, deliver } from './delivery.ts';
import { refOf, type StoredDraft } from './draft-rows.ts';
import { endBroken } from './ending.ts';
import { type OutboxItem, openItems, readItem, untoldItems } from './outbox-rows.ts';

/** Mail on its way: each message goes out at most once. */
export interface Outbox extends AsyncDisposable {
  /**
   * Takes a draft as it was shown. False where it has changed since, or is on its way already.
   * Call inside no transaction: the sending begins at once.
   */
  send(draft: StoredDraft): boolean;
  /** Ended, and their authors do not know yet; the oldest first. */
  untold(): OutboxItem[];
  told(id: number): void;
  /** Calls back for each that ends. */
  onEnded(listener: (item: OutboxItem) => void): Disposable;
}

const atOnce = 3;
/** What a message on the wire is given to end by itself. */
const graceMs = 1_000;

export function createOutbox(deps: DeliveryDeps): Outbox {
  const { store, clock, log } = deps;
  const stopping = new AbortController();
  const killing = new AbortController();
  const places = createSemaphore(atOnce);
  const listeners = new Set<(item: OutboxItem) => void>();
  const under = new Set<Promise<void>>();

  const start = (item: OutboxItem): void => {
    const work = places
      .run(() => deliver(deps, item, stopping.signal, killing.signal), stopping.signal)
      .then((ended) => {
        if (ended) for (const listener of listeners) listener(ended);
      })
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.error({ err: error, mail: item.id }, 'a mail hangs');
      })
      .finally(() => under.delete(work));
    under.add(work);
  };

  endBroken(deps);
  for (const item of openItems(store)) start(item);

  return {
    send(draft) {
      const id = enqueue(deps, draft);
      const item = id === null ? null : readItem(store, id);
      if (item) start(item);
      return item !== null;
    },
    untold: () => untoldItems(store),
    told: (id) => {
      const row = store.query.updateTable('mail_outbox').set({ told_at: isoTime(clock) });
      store.run(row.where('id', '=', id));
    },
    onEnded(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    async [Symbol.asyncDispose]() {
      stopping.abort(new DiwanError('shutting_down'));
      const grace = setTimeout(() => killing.abort(new DiwanError('shutting_down')), graceMs);
      await Promise.allSettled(under);
      clearTimeout(grace);
    },
  };
}

/** The draft leaves its author's hands in the same breath in which the message is queued. */
function enqueue({ store, clock, events }: DeliveryDeps, draft: StoredDraft): number | null {
  const id = store.transaction(() => {
    const taken = store.query
      .updateTable('mail_drafts')
      .set({ state: 'queued', prompt_message_id: null })
      .where('id', '=', draft.id)
      .where('version', '=', draft.version)
      .where('state', '=', 'open');
    if (store.run(taken).changes === 0) return null;
    return store.run(
      store.query.insertInto('mail_outbox').values({
        draft_id: draft.id,
        version: draft.version,
        user_id: draft.userId,
        organization_id: draft.organizationId,
        message_id: `<${randomUUID()}@${domainOf(draft.from)}>`,
        sender: draft.from,
        recipients: JSON.stringify(draft.to),
        subject: draft.subject,
        body: draft.body,
        language: draft.language,
        state: 'queued',
        queued_at: isoTime(clock),
      }),
    ).lastId;
  });
  if (id !== null) events.emit('mail.queued', refOf(draft));
  return id;
}
