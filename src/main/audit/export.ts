import { stringify } from 'csv-stringify/sync';
import type { ActivityItem } from '../../preload/contract/activity.ts';

/** Entries as CSV (RFC 4180), UTF-8 with a mark; what a spreadsheet takes for a formula is escaped. */
export const activityCsv = (items: readonly ActivityItem[]): string =>
  stringify(
    items.map((item) => ({ ...item, details: JSON.stringify(item.details) })),
    { header: true, columns, bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );

export const activityJson = (items: readonly ActivityItem[]): string =>
  `${JSON.stringify(items, null, 1)}\n`;

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
