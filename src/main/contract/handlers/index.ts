import type { Handlers } from '../dispatch.ts';
import { activityHandlers } from './activity.ts';
import { applianceHandlers } from './appliance.ts';
import { askHandlers } from './ask.ts';
import { backupHandlers } from './backup.ts';
import { budgetHandlers } from './budgets.ts';
import { channelHandlers } from './channels.ts';
import { costHandlers } from './costs.ts';
import { databaseHandlers } from './databases.ts';
import type { HandlerDeps } from './deps.ts';
import { diagnosticsHandlers } from './diagnostics.ts';
import { eventHandlers } from './events.ts';
import { invitationHandlers } from './invitations.ts';
import { knowledgeHandlers } from './knowledge.ts';
import { mailHandlers } from './mail.ts';
import { memberHandlers } from './members.ts';
import { organizationHandlers } from './organizations.ts';
import { overviewHandlers } from './overview.ts';
import { sessionHandlers } from './session.ts';
import { settingsHandlers } from './settings.ts';
import { setupHandlers } from './setup.ts';

/** One function for each entry of the contract. */
export const createHandlers = (deps: HandlerDeps): Handlers => ({
  'about.version': () => ({ name: 'Diwan', version: deps.version }),
  ...activityHandlers(deps),
  ...applianceHandlers(deps),
  ...askHandlers(deps),
  ...backupHandlers(deps),
  ...budgetHandlers(deps),
  ...channelHandlers(deps),
  ...costHandlers(deps),
  ...databaseHandlers(deps),
  ...diagnosticsHandlers(deps),
  ...eventHandlers(deps),
  ...invitationHandlers(deps),
  ...knowledgeHandlers(deps),
  ...mailHandlers(deps),
  ...memberHandlers(deps),
  ...organizationHandlers(deps),
  ...overviewHandlers(deps),
  ...sessionHandlers(deps),
  ...settingsHandlers(deps),
  ...setupHandlers(deps),
});
