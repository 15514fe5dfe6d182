import type { StoreDatabase } from '../database.ts';
import { openStore, type StoreFile } from '../open.ts';
import { base } from './migrations/001-base.ts';
import { people } from './migrations/002-people.ts';
import { telegram } from './migrations/003-telegram.ts';
import { channels } from './migrations/004-channels.ts';
import { activity } from './migrations/005-activity.ts';
import { mail } from './migrations/006-mail.ts';
import { history } from './migrations/007-history.ts';
import { waitingQuestions } from './migrations/008-waiting-questions.ts';
import type { ManagerTables } from './tables.ts';

export type ManagerStore = StoreDatabase<ManagerTables>;

export const managerFile: StoreFile = {
  name: 'manager',
  applicationId: 0x44_57_4d_01,
  migrations: [base, people, telegram, channels, activity, mail, history, waitingQuestions],
};

/** People, organisations, databases, doors: everything but money. */
export const openManager = (folder: string): ManagerStore =>
  openStore<ManagerTables>(folder, managerFile);
