import type { Dialect } from '../../../preload/contract/database.ts';
import type { Target } from '../source.ts';
import { invalid } from './pairs.ts';

export type Host = Target['hosts'][number];

export interface NamedHost extends Host {
  /** SQL Server's named instance. */
  instance: string | null;
}

export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw invalid('port', 'the port is no number between 1 and 65535');
  return port;
}

/** What may stand as a host: a name, an IPv4 address, an IPv6 address without its brackets. */
function checkedHost(host: string): string {
  if (host === '') throw invalid('server', 'no server is named');
  if (!/^[\p{L}\p{N}._:%-]+$/u.test(host))
    throw invalid('serverName', 'the name of the server is not readable');
  return host;
}

/** `host`, `host:port`, `[::1]:port`. */
export function parseHost(text: string): Host {
  const parts = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(text.trim());
  // More than one colon and no brackets: an IPv6 address alone.
  if (parts === null) throw invalid('serverName', 'the name of the server is not readable');
  const [, bracketed, plain, port] = parts;
  if (bracketed === undefined && port?.includes(':')) {
    return { host: checkedHost(text.trim()), port: null };
  }
  return {
    host: checkedHost(bracketed ?? plain ?? ''),
    port: port === undefined || port === '' ? null : parsePort(port),
  };
}

/**
 * SQL Server's own way: `tcp:host\instance,port`, `.` and `(local)` for this machine.
 * https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconnection.connectionstring
 */
export function parseSqlServerHost(text: string): NamedHost {
  const address = text.trim().replace(/^tcp:/i, '');
  if (/^(np|lpc|admin):|^\\\\|^\(localdb\)/i.test(address))
    throw invalid('tcp', 'only TCP connections are possible: name the server as host,port');
  const [place = '', port, ...more] = address.split(',');
  if (more.length > 0)
    throw invalid('oneServer', 'name one server as host,port; others as Failover Partner');
  const [name = '', instance] = place.split('\\');
  const local = /^(\.|\(local\)|localhost)$/i.test(name.trim());
  const host = local ? { host: 'localhost', port: null } : parseHost(name);
  return {
    host: host.host,
    port: port === undefined ? host.port : parsePort(port.trim()),
    instance: instance?.trim() || null,
  };
}

/** Several hosts divided by commas; for SQL Server a number after a comma is a port. */
export function parseHosts(text: string, dialect: Dialect): NamedHost[] {
  if (dialect !== 'mssql')
    return text.split(',').map((host) => ({ ...parseHost(host), instance: null }));
  return text.split(/,(?!\s*\d+\s*(?:,|$))/).map(parseSqlServerHost);
}
