import type { Dialect } from '../../../preload/contract/database.ts';
import type { Target } from '../source.ts';
import { type NamedHost, parseHosts, parsePort } from './hosts.ts';
import { invalid, type Pairs } from './pairs.ts';

/** Several words for one thing, of all the drivers whose strings people paste. */
const words = {
  host: ['server', 'datasource', 'address', 'addr', 'networkaddress', 'host', 'hostname'],
  port: ['port'],
  database: ['database', 'initialcatalog', 'databasename', 'dbname', 'db'],
  user: ['userid', 'uid', 'user', 'username', 'login'],
  password: ['password', 'pwd', 'passwd'],
  replicas: ['failoverpartner', 'replicas', 'readreplicas'],
} as const;

const synonyms: Readonly<Record<string, string>> = {
  trustedconnection: 'integratedsecurity',
  connectiontimeout: 'connecttimeout',
  timeout: 'connecttimeout',
};

const known = new Set<string>(Object.values(words).flat());

/** The last given of several words; taken from the end as the last of two equal keys wins. */
const pick = (pairs: Pairs, names: readonly string[]): string | null =>
  names.map((name) => pairs.get(name)).findLast((value) => value !== undefined) ?? null;

const parametersOf = (pairs: Pairs): Record<string, string> =>
  Object.fromEntries(
    [...pairs]
      .filter(([key]) => !known.has(key))
      .map(([key, value]) => [synonyms[key] ?? key, value]),
  );

/** What a URL says outside of its `key=value` words. */
export interface Given {
  hosts?: NamedHost[];
  database?: string;
  user?: string | null;
  password?: string | null;
  instance?: string | undefined;
}

/** A server's target from `key=value` words and what else was given. */
export function targetOf(dialect: Dialect, pairs: Pairs, given: Given = {}): Target {
  const user = pick(pairs, words.user) ?? given.user ?? null;
  const hosts = [...primaryHosts(dialect, pairs, given.hosts ?? []), ...replicas(dialect, pairs)];
  const [first] = hosts;
  if (first === undefined) throw invalid('server', 'no server is named');
  const database = pick(pairs, words.database) ?? given.database ?? '';
  const instance = given.instance ?? first.instance;
  return {
    dialect,
    hosts: hosts.map(({ host, port }) => ({ host, port })),
    database: defaultDatabase(dialect, database, user),
    user,
    password: pick(pairs, words.password) ?? given.password ?? null,
    parameters: {
      ...parametersOf(pairs),
      ...(instance === null ? {} : { instancename: instance }),
    },
  };
}

function primaryHosts(dialect: Dialect, pairs: Pairs, given: NamedHost[]): NamedHost[] {
  const named = pick(pairs, words.host);
  const port = pick(pairs, words.port);
  const hosts = named === null ? given : parseHosts(named, dialect);
  return hosts.map((host) => ({
    ...host,
    port: host.port ?? (port === null || port === '' ? null : parsePort(port)),
  }));
}

const replicas = (dialect: Dialect, pairs: Pairs): NamedHost[] =>
  words.replicas.flatMap((word) => {
    const named = pairs.get(word);
    return named === undefined || named === '' ? [] : parseHosts(named, dialect);
  });

/** SQL Server has the login's own default, PostgreSQL the user's name; MySQL has none. */
function defaultDatabase(dialect: Dialect, database: string, user: string | null): string {
  if (database !== '') return database;
  if (dialect === 'mssql') return '';
  if (dialect === 'postgres' && user) return user;
  throw invalid('database', 'no database is named');
}
