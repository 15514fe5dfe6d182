import type { GrantFinding } from '../source.ts';

/** What the catalogue said, before it is weighed. */
export interface Rights {
  database: string;
  serverRoles: string[];
  databaseRoles: string[];
  serverPermissions: string[];
  databasePermissions: string[];
  objects: { object: string; permissions: string[] }[];
  owned: { kind: string; name: string }[];
  linkedServers: string[];
  shells: string[];
  impersonation: string[];
  /** Reads of the catalogue that failed: what is not known is not passed. */
  unread: string[];
}

/** Nothing in the database can be changed by these. */
const harmless =
  /^(CONNECT( SQL| REPLICATION)?|SELECT|SHOWPLAN|UNMASK|VIEW .*|SUBSCRIBE QUERY NOTIFICATIONS)$/;
const dangerous =
  /CONTROL|ALTER|INSERT|UPDATE|DELETE|EXECUTE|TAKE OWNERSHIP|IMPERSONATE|SHUTDOWN|ASSEMBLY|BULK|BACKUP|CREATE|ADMINISTER/;

/** Beyond this many objects with one right, they are named together. */
const most = 50;

type Severity = GrantFinding['severity'];

const finding = (
  right: string,
  severity: Severity,
  key: string,
  params: Record<string, string>,
): GrantFinding => ({
  right,
  severity,
  evidence: 'listed',
  explanation: { key: `audit.mssql.${key}`, params },
});

const weigh = (permission: string): Severity => (dangerous.test(permission) ? 'danger' : 'excess');

/** Every right beyond reading, the widest first; a right that another one implies is left out. */
export function toFindings(rights: Rights): GrantFinding[] {
  const { database } = rights;
  const server = rights.serverPermissions.filter((name) => !harmless.test(name));
  const own = rights.databasePermissions.filter((name) => !harmless.test(name));
  const allOfServer = server.includes('CONTROL SERVER');
  const allOfDatabase = allOfServer || own.includes('CONTROL');
  const implied = allOfDatabase ? [] : own;
  return [
    ...rights.serverRoles.map((role) => finding(role, 'danger', 'server_role', { role })),
    ...rights.databaseRoles.map((role) =>
      finding(role, 'danger', 'database_role', { role, database }),
    ),
    ...(allOfServer ? ['CONTROL SERVER'] : server).map((permission) =>
      finding(permission, weigh(permission), 'server_permission', { permission }),
    ),
    ...(allOfServer ? [] : allOfDatabase ? ['CONTROL'] : implied).map((permission) =>
      finding(`${permission} on database`, weigh(permission), 'database_permission', {
        permission,
        database,
      }),
    ),
    ...(allOfDatabase ? [] : objectFindings(rights, new Set(own))),
    ...rights.owned.map(({ kind, name }) =>
      finding(`owner of ${kind} ${name}`, 'danger', 'owner', { kind, name }),
    ),
    ...reachFindings(rights, allOfServer),
    ...rights.unread.map((what) => finding(`unchecked: ${what}`, 'excess', 'unchecked', { what })),
  ];
}

function objectFindings(rights: Rights, everywhere: ReadonlySet<string>): GrantFinding[] {
  const byRight = new Map<string, string[]>();
  for (const { object, permissions } of rights.objects) {
    for (const permission of permissions.filter((name) => !everywhere.has(name))) {
      byRight.set(permission, [...(byRight.get(permission) ?? []), object]);
    }
  }
  return [...byRight].flatMap(([permission, objects]) => {
    if (objects.length > most) {
      const params = { permission, count: String(objects.length) };
      return [finding(`${permission} on many objects`, 'danger', 'many_objects', params)];
    }
    return objects.map((object) =>
      finding(`${permission} on ${object}`, 'danger', 'object_permission', { permission, object }),
    );
  });
}

/** Ways out of the database; an administrator has them all, which need not be said again. */
function reachFindings(rights: Rights, administrator: boolean): GrantFinding[] {
  return [
    ...rights.linkedServers.map((server) =>
      finding(`linked server ${server}`, 'excess', 'linked_server', { server }),
    ),
    ...(administrator ? [] : rights.shells).map((procedure) =>
      finding(`EXECUTE on ${procedure}`, 'danger', 'shell', { procedure }),
    ),
    ...(administrator ? [] : rights.impersonation).map((principal) =>
      finding(`IMPERSONATE ${principal}`, 'danger', 'impersonate', { principal }),
    ),
  ];
}

/** A write that was let through, whatever the catalogue says; it was rolled back. */
export const attempted = (right: string, object: string): GrantFinding => ({
  ...finding(right, 'danger', 'attempt', { right, object }),
  evidence: 'attempted',
});
