import type { ChannelChange, NewChannel } from '../../preload/contract/channels.ts';
import type { Budgets } from '../costs/budgets.ts';
import { requireVisible } from '../databases/visibility.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

interface Tools {
  store: ManagerStore;
  clock: Clock;
}

/**
 * A channel's row with nothing but its names; returns its id.
 * @throws DiwanError `already_exists`, or `not_found` for the organisation
 */
export function insertChannel(
  { store, clock }: Tools,
  given: NewChannel,
  organizationId: number | null,
): number {
  const taken = store.first(
    store.query.selectFrom('channels').select('id').where('channel_id', '=', given.channelId),
  );
  if (taken)
    throw new DiwanError('already_exists', {
      params: { what: 'channel', name: given.channelId },
    });
  if (organizationId !== null) requireOrganization(store, organizationId);
  const now = isoTime(clock);
  const values = {
    channel_id: given.channelId,
    title: given.title,
    access_type: given.accessType ?? ('private' as const),
    organization_id: organizationId,
    created_at: now,
    updated_at: now,
  };
  return store.run(store.query.insertInto('channels').values(values)).lastId;
}

function requireOrganization(store: ManagerStore, id: number): void {
  const organizations = store.query.selectFrom('organizations').select('id');
  const open = organizations.where('id', '=', id).where('closed_at', 'is', null);
  if (!store.first(open)) throw new DiwanError('not_found', { params: { what: 'organization' } });
}

/** What is undefined in `change` stays; null is the default of the access type. */
export function writeChannel(
  { store, clock }: Tools,
  id: number,
  organizationId: number | null,
  change: ChannelChange,
): void {
  const { availableModels, allowModelSwitch, isActive, logTexts } = change;
  const set = {
    title: change.title,
    access_type: change.accessType,
    monthly_quota: change.monthlyQuota,
    daily_quota: change.dailyQuota,
    is_active: flag(isActive),
    rate_limit: change.rateLimit,
    max_history: change.maxHistory,
    default_model: change.defaultModel,
    available_models: availableModels && JSON.stringify([...new Set(availableModels)]),
    allow_model_switch: allowModelSwitch === null ? null : flag(allowModelSwitch),
    language: change.language,
    log_texts: flag(logTexts),
    updated_at: isoTime(clock),
  };
  store.run(store.query.updateTable('channels').set(set).where('id', '=', id));
  if (change.databases) writeDatabases(store, id, organizationId, change.databases);
}

const flag = (value: boolean | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

/** Only databases that the channel's organisation may see, and those it has: they may be gone by now. */
function writeDatabases(
  store: ManagerStore,
  id: number,
  organizationId: number | null,
  databases: readonly number[],
): void {
  const viewer = { userId: null, organizationId, admin: false, operator: false };
  const wanted = [...new Set(databases)];
  const links = store.query.selectFrom('channel_databases').where('channel_id', '=', id);
  const before = new Set(store.all(links.select('database_id')).map((row) => row.database_id));
  for (const database of wanted) if (!before.has(database)) requireVisible(store, viewer, database);
  store.run(store.query.deleteFrom('channel_databases').where('channel_id', '=', id));
  wanted.forEach((database_id, position) => {
    const values = { channel_id: id, position, database_id };
    store.run(store.query.insertInto('channel_databases').values(values));
  });
}

/** Null takes a budget away. */
export function setBudgets(budgets: Budgets, scopeId: number, change: ChannelChange): void {
  const put = (period: 'day' | 'month', amount: number | null | undefined) => {
    if (amount === undefined) return;
    if (amount === null) budgets.remove({ scope: 'channel', scopeId, period });
    else budgets.set({ scope: 'channel', scopeId, period, amount });
  };
  put('day', change.dailyBudget);
  put('month', change.monthlyBudget);
}
