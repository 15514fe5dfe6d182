import { describe, expect, test } from 'vitest';
import {
  type Action,
  actions,
  allowed,
  requireAllowed,
  scopeOf,
} from '../../src/main/people/policy.ts';
import { roles } from '../../src/preload/contract/people.ts';
import { thrown } from '../support/errors.ts';

/** Written out here again, so that changing the table changes a test. */
const expected: Record<Action, [standalone: string, owner: string, member: string]> = {
  createOrganization: ['yes', 'no', 'no'],
  addOrganizationDatabase: ['no', 'yes', 'no'],
  addPersonalDatabase: ['yes', 'no', 'no'],
  queryDatabase: ['yes', 'yes', 'yes'],
  createInvitations: ['no', 'yes', 'no'],
  joinOrganization: ['yes', 'no', 'no'],
  removeMembers: ['no', 'yes', 'no'],
  viewOrganizationCosts: ['no', 'yes', 'no'],
  viewMembers: ['own', 'yes', 'yes'],
  viewDatabases: ['own', 'yes', 'yes'],
  viewOwnUsage: ['own', 'yes', 'yes'],
  sendMail: ['yes', 'yes', 'yes'],
  manageOrganization: ['no', 'yes', 'no'],
  manageOrganizationDatabases: ['no', 'yes', 'no'],
  leaveOrganization: ['no', 'yes', 'yes'],
  useWebView: ['no', 'yes', 'yes'],
  administer: ['no', 'no', 'no'],
};

describe('the access table', () => {
  test('has no action besides these', () => {
    expect([...actions].sort()).toEqual(Object.keys(expected).sort());
  });

  const cells = actions.flatMap((action) =>
    roles.map((role, at) => ({ action, role, cell: expected[action][at] })),
  );
  test.each(cells)('$role may $action: $cell', ({ action, role, cell }) => {
    const may = cell !== 'no';
    expect(scopeOf(role, action)).toBe(cell);
    expect(allowed(role, action)).toBe(may);
    const tried = thrown(() => requireAllowed({ role, admin: false }, action));
    expect(tried).toBe(may ? 'no error' : 'not_allowed');
  });

  test.each(cells)('an admin who is $role gains only administer: $action', (given) => {
    const { action, role, cell } = given;
    const may = cell !== 'no' || action === 'administer';
    const tried = thrown(() => requireAllowed({ role, admin: true }, action));
    expect(tried).toBe(may ? 'no error' : 'not_allowed');
  });
});
