import { z } from 'zod';
import type { Language } from '../../preload/contract/answer.ts';
import { errorCodes } from '../../preload/contract/errors.ts';
import { DiwanError } from '../lib/errors.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import type { Letter } from './compose.ts';
import { parseAddresses } from './draft-rows.ts';

export interface OutboxItem extends Omit<Letter, 'date' | 'attachments'> {
  id: number;
  draftId: number;
  userId: number;
  organizationId: number | null;
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';
  queuedAt: string;
  /** Why it has not gone out, or may not have. */
  error: DiwanError | null;
  refused: string[];
}

const Params = z.record(z.string(), z.union([z.string(), z.number()]));

const items = (store: ManagerStore) => store.query.selectFrom('mail_outbox').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof items>['execute']>>[number];

export const openItems = (store: ManagerStore): OutboxItem[] =>
  store.all(items(store).where('state', '=', 'queued').orderBy('id')).map(toItem);

export const untoldItems = (store: ManagerStore): OutboxItem[] =>
  store
    .all(items(store).where('ended_at', 'is not', null).where('told_at', 'is', null).orderBy('id'))
    .map(toItem);

export function readItem(store: ManagerStore, id: number): OutboxItem | null {
  const row = store.first(items(store).where('id', '=', id));
  return row ? toItem(row) : null;
}

const toItem = (row: Row): OutboxItem => ({
  id: row.id,
  draftId: row.draft_id,
  userId: row.user_id,
  organizationId: row.organization_id,
  state: row.state,
  queuedAt: row.queued_at,
  messageId: row.message_id,
  from: row.sender,
  to: parseAddresses(row.recipients),
  subject: row.subject,
  body: row.body,
  language: row.language as Language,
  error: errorOf(row.error_code, row.error_params),
  refused: parseAddresses(row.refused),
});

function errorOf(name: string | null, params: string | null): DiwanError | null {
  if (name === null) return null;
  const code = errorCodes.find((known) => known === name) ?? 'internal';
  return new DiwanError(code, { params: Params.parse(JSON.parse(params ?? '{}')) });
}

export const attachmentsOf = (store: ManagerStore, draftId: number): Letter['attachments'] =>
  store.all(
    store.query
      .selectFrom('mail_attachments')
      .select(['kind', 'name', 'bytes'])
      .where('draft_id', '=', draftId)
      .orderBy('kind'),
  );
