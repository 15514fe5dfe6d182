import { finding } from '../findings.ts';
import type { GrantFinding } from '../source.ts';
import type { Grant, Grants } from './grants.ts';

/** Nothing can be changed, and nothing beyond the database be read, by these. */
const harmless = new Set([
  ...['USAGE', 'SELECT', 'SHOW VIEW', 'SHOW DATABASES', 'SHOW CREATE ROUTINE', 'SHOW_ROUTINE'],
  ...['REPLICATION CLIENT', 'BINLOG MONITOR', 'SLAVE MONITOR', 'REPLICA MONITOR'],
]);

/** More than reading, but nobody's data is lost by them. */
const mild = new Set(['PROCESS', 'LOCK TABLES', 'CREATE TEMPORARY TABLES', 'REFERENCES']);

const keys: Readonly<Record<string, string>> = {
  'ALL PRIVILEGES': 'all',
  'GRANT OPTION': 'grantOption',
  FILE: 'file',
  SUPER: 'server',
  SHUTDOWN: 'server',
  RELOAD: 'server',
  PROCESS: 'process',
  'CREATE USER': 'createPrincipals',
  EXECUTE: 'execute',
  'LOCK TABLES': 'lock',
};

/** Every right beyond reading; one that a wider one implies is left out. */
export function toFindings({ list, unseen }: Grants): GrantFinding[] {
  const everywhere = new Set(list.filter(onServer).map(({ privilege }) => privilege));
  const found = list
    .filter((grant) => onServer(grant) || !isImplied(grant, everywhere))
    .filter(({ privilege, object }) => !harmless.has(privilege) || readsSecrets(privilege, object))
    .map(toFinding);
  const hidden = unseen.map((role) => finding('mysql.unseenRole', role, 'excess', { role }));
  return uniqueByRight([...found, ...hidden]);
}

const onServer = ({ object }: Grant): boolean => object === '*.*' || object === '*';

const isImplied = ({ privilege }: Grant, everywhere: ReadonlySet<string>): boolean =>
  everywhere.has(privilege) || everywhere.has('ALL PRIVILEGES');

/** The server's own database holds the password hashes of all logins. */
const readsSecrets = (privilege: string, object: string): boolean =>
  privilege === 'SELECT' && (object === '*.*' || /^mysql\./i.test(object));

function toFinding(grant: Grant): GrantFinding {
  const { privilege, object } = grant;
  const right = onServer(grant) && privilege !== 'SELECT' ? privilege : `${privilege} on ${object}`;
  if (privilege === 'SELECT') return finding('mysql.readsSecrets', right, 'excess', { object });
  const key = keys[privilege] ?? (onServer(grant) ? 'serverPrivilege' : 'write');
  const severity = mild.has(privilege) ? 'excess' : 'danger';
  return finding(`mysql.${key}`, right, severity, { privilege, object });
}

const uniqueByRight = (findings: GrantFinding[]): GrantFinding[] => [
  ...new Map(findings.map((each) => [each.right, each])).values(),
];
