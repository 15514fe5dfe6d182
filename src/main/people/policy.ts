import type { Role } from '../../preload/contract/people.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Actor } from './person.ts';

/** `own`: yes, but only what is the person's own. */
type Cell = 'yes' | 'no' | 'own';
type Row = Readonly<Record<Role, Cell>>;

const everybody: Row = { standalone: 'yes', owner: 'yes', member: 'yes' };
const owners: Row = { standalone: 'no', owner: 'yes', member: 'no' };
const standalone: Row = { standalone: 'yes', owner: 'no', member: 'no' };
const members: Row = { standalone: 'no', owner: 'yes', member: 'yes' };
const view: Row = { standalone: 'own', owner: 'yes', member: 'yes' };
const nobody: Row = { standalone: 'no', owner: 'no', member: 'no' };

/** Who may do what. An admin may besides do what only admins may, and nothing else by that alone. */
export const accessTable = {
  createOrganization: standalone,
  addOrganizationDatabase: owners,
  addPersonalDatabase: standalone,
  queryDatabase: everybody,
  createInvitations: owners,
  joinOrganization: standalone,
  removeMembers: owners,
  viewOrganizationCosts: owners,
  viewMembers: view,
  viewDatabases: view,
  viewOwnUsage: view,
  sendMail: everybody,
  // what follows from the rows above
  manageOrganization: owners,
  manageOrganizationDatabases: owners,
  leaveOrganization: members,
  useWebView: members,
  // admins only: the operator of the machine, and ADMIN_TELEGRAM_IDS
  administer: nobody,
} as const satisfies Record<string, Row>;

export type Action = keyof typeof accessTable;
export const actions = Object.keys(accessTable) as Action[];

/** How far a role's right goes. */
export const scopeOf = (role: Role, action: Action): Cell => accessTable[action][role];

export const allowed = (role: Role, action: Action): boolean => scopeOf(role, action) !== 'no';

/** @throws DiwanError `not_allowed`, naming the action. */
export function requireAllowed(actor: Pick<Actor, 'role' | 'admin'>, action: Action): void {
  if (allowed(actor.role, action)) return;
  if (action === 'administer' && actor.admin) return;
  throw new DiwanError('not_allowed', { params: { action } });
}
