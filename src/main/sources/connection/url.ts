import type { Dialect } from '../../../preload/contract/database.ts';
import type { Target } from '../source.ts';
import { parseAdo } from './ado.ts';
import { parseFileUrl } from './file.ts';
import { parseHosts } from './hosts.ts';
import { invalid, normalKey, type Pairs, parsePairs } from './pairs.ts';
import { targetOf } from './target.ts';

const schemes: Readonly<Record<string, Dialect>> = {
  mssql: 'mssql',
  sqlserver: 'mssql',
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  sqlite: 'sqlite',
};

/** Lenient, because people paste passwords as they are: a stray % stays a %. */
const decode = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run; // not UTF-8: part of a password as it is
    }
  });

/** `scheme[+driver]://…`, also JDBC's and SQLAlchemy's, or null when the text has no scheme. */
export function parseUrl(text: string): Target | null {
  const parts = /^(?:jdbc:)?([a-z][a-z0-9]*)(?:\+[a-z0-9_]+)?:(.*)$/is.exec(text);
  const [, scheme = '', rest = ''] = parts ?? [];
  const dialect = schemes[scheme.toLowerCase()];
  if (dialect === 'sqlite') return parseFileUrl(rest, decode);
  if (!rest.startsWith('//')) return null;
  if (dialect === undefined)
    throw invalid('scheme', 'the scheme is none of mssql, postgres, mysql, mariadb and sqlite');
  const body = rest.slice(2);
  return dialect === 'mssql' && /^[^?@/]*;/.test(body)
    ? parseSemicolons(body)
    : parseServerUrl(dialect, body);
}

/** JDBC's `sqlserver://host:port;database=…;user=…`. */
function parseSemicolons(body: string): Target {
  const [place = '', rest = ''] = body.split(/;(.*)/s);
  return targetOf('mssql', parsePairs(rest, true), { hosts: hostsOf('mssql', place) });
}

const hostsOf = (dialect: Dialect, text: string) => (text === '' ? [] : parseHosts(text, dialect));

function parseServerUrl(dialect: Dialect, body: string): Target {
  const { credentials, place, query } = split(body);
  const odbc = query.get('odbcconnect');
  if (odbc !== undefined)
    return parseAdo(/driver\s*=/i.test(odbc) ? odbc : `Driver={${dialect}};${odbc}`);
  const [authority = '', ...path] = place.split('/');
  const names = path.map(decode).filter(Boolean);
  const instance = dialect === 'mssql' && names.length > 1 ? names.shift() : undefined;
  const [user = null, password = null] = credentials?.split(/:(.*)/s).map(decode) ?? [];
  return targetOf(dialect, query, {
    hosts: hostsOf(dialect, decode(authority)),
    database: names.join('/'),
    user: user || null,
    password,
    instance,
  });
}

/** The last @ before the query ends the credentials: a password may hold @ and ? as they are. */
function split(body: string): { credentials: string | null; place: string; query: Pairs } {
  const query = body.search(/\?[\w-]+=/);
  const before = body.lastIndexOf('@', query === -1 ? body.length : query);
  const at = before === -1 ? body.lastIndexOf('@') : before;
  const after = body.slice(at + 1);
  const [place = '', words = ''] = after.split(/\?(.*)/s);
  const pairs: Pairs = new Map();
  for (const [key, value] of new URLSearchParams(words)) pairs.set(normalKey(key), value);
  return { credentials: at === -1 ? null : body.slice(0, at), place, query: pairs };
}
