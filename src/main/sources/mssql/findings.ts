import { finding, perObject } from '../findings.ts';
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

const weigh = (permission: string): GrantFinding['severity'] =>
  dangerous.test(permission) ? 'danger' : 'excess';

/** Every right beyond reading, the widest first; a right that another one implies is left out. */
export function toFindings(rights: Rights): GrantFinding[] {
  const { database } = rights;
  const server = rights.serverPermissions.filter((name) => !harmless.test(name));
  const own = rights.databasePermissions.filter((name) => !harmless.test(name));
  const allOfServer = server.includes('CONTROL SERVER');
  const allOfDatabase = allOfServer || own.includes('CONTROL');
  const implied = allOfDatabase ? [] : own;
  return [
    ...rights.serverRoles.map((role) => finding('mssql.serverRole', role, 'danger', {})),
    ...rights.databaseRoles.map((role) =>
      finding('mssql.databaseRole', role, 'danger', { database }),
    ),
    ...(allOfServer ? ['CONTROL SERVER'] : server).map((permission) =>
      finding('mssql.serverPermission', permission, weigh(permission), {}),
    ),
    ...(allOfServer ? [] : allOfDatabase ? ['CONTROL'] : implied).map((permission) =>
      finding('mssql.databasePermission', `${permission} on database`, weigh(permission), {
        database,
      }),
    ),
    ...(allOfDatabase ? [] : objectFindings(rights, new Set(own))),
    ...rights.owned.map(({ kind, name }) =>
      finding(`mssql.${kind}Owner`, `owner of ${kind} ${name}`, 'danger', { name }),
    ),
    ...reachFindings(rights, allOfServer),
    ...rights.unread.map((what) =>
      finding('mssql.unchecked', `unchecked: ${what}`, 'excess', { what }),
    ),
  ];
}

function objectFindings(rights: Rights, everywhere: ReadonlySet<string>): GrantFinding[] {
  const byRight = new Map<string, string[]>();
  for (const { object, permissions } of rights.objects) {
    for (const permission of permissions.filter((name) => !everywhere.has(name))) {
      byRight.set(permission, [...(byRight.get(permission) ?? []), object]);
    }
  }
  return [...byRight].flatMap(([permission, objects]) =>
    perObject(`${permission} on`, objects, 'mssql.objectPermission'),
  );
}

/** Ways out of the database; an administrator has them all, which need not be said again. */
function reachFindings(rights: Rights, administrator: boolean): GrantFinding[] {
  return [
    ...rights.linkedServers.map((server) =>
      finding('mssql.linkedServer', `linked server ${server}`, 'excess', { server }),
    ),
    ...(administrator ? [] : rights.shells).map((procedure) =>
      finding('mssql.shell', `EXECUTE on ${procedure}`, 'danger', { procedure }),
    ),
    ...(administrator ? [] : rights.impersonation).map((principal) =>
      finding('mssql.impersonate', `IMPERSONATE ${principal}`, 'danger', { principal }),
    ),
  ];
}

/** A write that was let through, whatever the catalogue says; it was rolled back. */
export const attempted = (right: string, object: string): GrantFinding =>
  finding('mssql.attempt', right, 'danger', { object }, 'attempted');
