import { parseAdo } from './connection/ado.ts';
import { isFilePath, sqliteTarget } from './connection/file.ts';
import { invalid } from './connection/pairs.ts';
import { parseUrl } from './connection/url.ts';
import type { Target } from './source.ts';

/** As much as Windows' keychain holds. */
const longest = 2_560;

/**
 * A connection string in any of the forms people have: ADO.NET and ODBC (`Server=…;Database=…`),
 * URLs (`mssql:` `sqlserver:` `postgres:` `postgresql:` `mysql:` `mariadb:` `sqlite:`, JDBC's too),
 * SQLAlchemy's (`mssql+pyodbc://…`), or the path of a SQLite file. Read replicas: several hosts
 * divided by commas, `Failover Partner=`, or `replicas=`.
 * Throws `connection_string_invalid` {reason}; the reason never repeats the string.
 */
export function parseConnectionString(text: string): Target {
  const trimmed = text.trim();
  if (trimmed === '') throw invalid('empty', 'it is empty');
  if (Buffer.byteLength(trimmed) > longest)
    throw invalid('tooLong', `it is longer than ${longest} bytes`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refused because they are never meant
  if (/[\u0000-\u001f\u007f]/.test(trimmed))
    throw invalid('control', 'it holds a line break or another control character');
  const fromUrl = parseUrl(trimmed);
  if (fromUrl !== null) return fromUrl;
  if (isFilePath(trimmed)) return sqliteTarget(trimmed, {});
  if (!trimmed.includes('='))
    throw invalid(
      'form',
      'it is neither a URL like postgres://…, nor Server=…;Database=…, nor a file',
    );
  return parseAdo(trimmed);
}

/** Where a target leads, for people: never its password, nor any parameter that could be one. */
export function redactedTarget(target: Target): string {
  if (target.dialect === 'sqlite') return target.database;
  const hosts = target.hosts.map(({ host, port }) => {
    const name = host.includes(':') ? `[${host}]` : host;
    return port === null ? name : `${name}:${port}`;
  });
  const user = target.user === null ? '' : `${target.user}@`;
  const instance = target.parameters.instancename;
  const path = [instance, target.database].filter(Boolean).map((part) => `/${part}`);
  return `${target.dialect}://${user}${hosts.join(',')}${path.join('')}`;
}
