import { stringify } from 'csv-stringify/sync';
import type { ActivityItem } from '../../preload/contract/activity.ts';

/**
 * Entries as CSV (RFC 4180), UTF-8 with a mark; what a spreadsheet takes for a formula is escaped.
 * The mark and the names of the columns stand in the first part of a file alone.
 */
export const activityCsv = (items: readonly ActivityItem[], first = true): string =>
  stringify(
    items.map((item) => ({ ...item, details: JSON.stringify(item.details) })),
    { header: first, columns, bom: first, escape_formulas: true, record_delimiter: 'windows' },
  );

/** Entries as members of a JSON array, whose brackets are the file's. */
export const activityJson = (items: readonly ActivityItem[], first = true): string =>
  items.map((item, at) => `${first && at === 0 ? '' : ',\n'}${JSON.stringify(item)}`).join('');

const columns = [
  'id',
  'at',
  'kind',
  'action',
  'outcome',
  'door',
  'userId',
  'organizationId',
  'chat',
  'target',
  'details',
  'hash',
];
