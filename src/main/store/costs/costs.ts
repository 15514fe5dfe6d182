import type { StoreDatabase } from '../database.ts';
import { openStore, type StoreFile } from '../open.ts';
import { base } from './migrations/001-base.ts';
import { budgets } from './migrations/002-budgets.ts';
import { running } from './migrations/003-running.ts';
import { lighterIndexes } from './migrations/004-lighter-indexes.ts';
import { doors } from './migrations/005-doors.ts';
import { closings } from './migrations/006-closings.ts';
import type { CostsTables } from './tables.ts';

export type CostsStore = StoreDatabase<CostsTables>;

export const costsFile: StoreFile = {
  name: 'costs',
  applicationId: 0x44_57_43_01,
  migrations: [base, budgets, running, lighterIndexes, doors, closings],
};

/** Prices, conversations, what each model call cost, and their sums by day. */
export const openCosts = (folder: string): CostsStore => openStore<CostsTables>(folder, costsFile);
