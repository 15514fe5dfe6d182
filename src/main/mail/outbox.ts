import { randomUUID } from 'node:crypto';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError, toDiwanError } from '../lib/errors.ts';
import type { Events } from '../lib/events.ts';
import type { Log } from '../lib/log.ts';
import { retry, type Verdict } from '../lib/retry.ts';
import { createSemaphore } from '../lib/semaphore.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { Account } from './account.ts';
import { domainOf } from './addresses.ts';
import { compose } from './compose.ts';
import { forgetData, readDraft, type StoredDraft } from './draft-rows.ts';
import { refOf } from './drafts.ts';
import type { MailEvents } from './events.ts';
import { attachmentsOf, type OutboxItem, openItems, readItem, untoldItems } from './outbox-rows.ts';
import { type Shipped, SmtpError } from './smtp.ts';

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

export interface OutboxDeps {
  store: ManagerStore;
  clock: Clock;
  /** 0 to 1, as Math.random. */
  random: () => number;
  log: Log;
  events: Events<MailEvents>;
  account: Account;
}

const atOnce = 3;
/** A mail that could not go for so long is not wanted any more. */
const longestWaitMs = 24 * 3_600_000;
const tries = { attempts: 5, baseMs: 4_000, capMs: 60_000, deadlineMs: 180_000 };
const draftLifeMs = 24 * 3_600_000;
const writtenAgainMs = 5_000;
/** What a message on the wire is given to end by itself. */
const graceMs = 1_000;

export function createOutbox(deps: OutboxDeps): Outbox {
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
function enqueue({ store, clock, events }: OutboxDeps, draft: StoredDraft): number | null {
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

/** What a crash cut off in the message may have gone out: its author is told, it is not resent. */
function endBroken(deps: OutboxDeps): void {
  const { store, log } = deps;
  const rows = store.query.selectFrom('mail_outbox').select('id').where('state', '=', 'sending');
  for (const { id } of store.all(rows)) {
    log.warn({ mail: id }, 'a mail was cut off while it was sent');
    end(deps, id, { state: 'unknown', error: new DiwanError('mail_outcome_unknown') });
  }
}

/**
 * Sends one message. Null where a shutdown came first: still queued, it goes after the next start;
 * in the message, it is found as `sending` then.
 */
async function deliver(
  deps: OutboxDeps,
  item: OutboxItem,
  stopping: AbortSignal,
  killing: AbortSignal,
): Promise<OutboxItem | null> {
  const { clock, random, log } = deps;
  try {
    if (clock.now() - Date.parse(item.queuedAt) > longestWaitMs) throw new DiwanError('expired');
    const onWait = (error: unknown, waitMs: number) =>
      log.info({ err: error, mail: item.id, waitMs }, 'the mail is tried again');
    const shipped = await retry(() => attempt(deps, item, stopping, killing), judge, {
      clock,
      random,
      signal: stopping,
      onWait,
      ...tries,
    });
    return await endSurely(deps, item.id, { state: 'sent', refused: shipped.refused }, stopping);
  } catch (thrown) {
    if (thrown instanceof SmtpError && thrown.failure.certainty === 'unknown') {
      // After a kill it stays `sending`, as after a crash.
      if (killing.aborted) return null;
      const { error } = thrown.failure;
      return await endSurely(deps, item.id, { state: 'unknown', error }, stopping);
    }
    if (stopping.aborted) return null;
    log.info({ err: thrown, mail: item.id }, 'a mail was not sent');
    return await endSurely(deps, item.id, { state: 'failed', error: errorOf(thrown) }, stopping);
  }
}

const judge = (error: unknown): Verdict =>
  error instanceof SmtpError && error.failure.certainty === 'passing' ? { afterMs: null } : 'stop';

const errorOf = (thrown: unknown): DiwanError =>
  thrown instanceof SmtpError ? thrown.failure.error : toDiwanError(thrown);

/** On a full disk the end is written when there is room again: what is known is not forgotten. */
async function endSurely(
  deps: OutboxDeps,
  id: number,
  how: End,
  stopping: AbortSignal,
): Promise<OutboxItem> {
  for (;;) {
    try {
      return end(deps, id, how);
    } catch (error) {
      deps.log.error(
        { err: error, mail: id, state: how.state },
        'how a mail ended waits to be written',
      );
      await deps.clock.sleep(writtenAgainMs, stopping);
    }
  }
}

async function attempt(
  { store, clock, account }: OutboxDeps,
  item: OutboxItem,
  stopping: AbortSignal,
  killing: AbortSignal,
): Promise<Shipped> {
  const counted = store.query
    .updateTable('mail_outbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', item.id);
  store.run(counted);
  const attachments = attachmentsOf(store, item.draftId);
  const bytes = await compose({ ...item, date: item.queuedAt, attachments });
  // Before the message begins a shutdown ends it at once, after that only when its grace is over.
  const cut = new AbortController();
  const stop = () => cut.abort(stopping.reason);
  const kill = () => cut.abort(killing.reason);
  stopping.addEventListener('abort', stop, { once: true });
  killing.addEventListener('abort', kill, { once: true });
  const onBegin = () => {
    stopping.removeEventListener('abort', stop);
    const rows = store.query
      .updateTable('mail_outbox')
      .set({ state: 'sending', sending_at: isoTime(clock) });
    if (store.run(rows.where('id', '=', item.id).where('state', '=', 'queued')).changes !== 1)
      throw new RangeError('the mail is no longer queued');
  };
  try {
    stopping.throwIfAborted();
    return await account.ship({ from: item.from, to: item.to, bytes, onBegin }, cut.signal);
  } finally {
    stopping.removeEventListener('abort', stop);
    killing.removeEventListener('abort', kill);
  }
}

type End =
  | { state: 'sent'; refused: readonly string[] }
  | { state: 'failed' | 'unknown'; error: DiwanError };

/** Writes down how it ended. What has not gone out for certain, its author has in hand again. */
function end(deps: OutboxDeps, id: number, how: End): OutboxItem {
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
function reopenDraft({ store, clock }: OutboxDeps, draftId: number): void {
  const expires_at = new Date(clock.now() + draftLifeMs).toISOString();
  store.run(
    store.query
      .updateTable('mail_drafts')
      .set((eb) => ({ state: 'open', version: eb('version', '+', 1), expires_at }))
      .where('id', '=', draftId),
  );
}

function tell({ store, events }: OutboxDeps, item: OutboxItem, how: End): void {
  const draft = readDraft(store, item.draftId);
  if (!draft) return;
  const ref = refOf(draft);
  if (how.state === 'sent') events.emit('mail.sent', { ...ref, refused: how.refused });
  else if (how.state === 'unknown') events.emit('mail.unknown', ref);
  else events.emit('mail.failed', { ...ref, code: how.error.code });
}
