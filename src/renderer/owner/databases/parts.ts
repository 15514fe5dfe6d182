export const engines = ['mssql', 'postgres', 'mysql', 'sqlite'] as const;
export type Engine = (typeof engines)[number];

/** A connection as the form asks for it. */
export interface Parts {
  engine: Engine;
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  file: string;
}

const ports: Record<Engine, number> = { mssql: 1433, postgres: 5432, mysql: 3306, sqlite: 0 };

export const emptyParts = (engine: Engine): Parts => ({
  engine,
  host: '',
  port: ports[engine],
  database: '',
  user: '',
  password: '',
  file: '',
});

/** The fields that still want something. */
export function missingIn(parts: Parts): string[] {
  if (parts.engine === 'sqlite') return parts.file.trim() === '' ? ['file'] : [];
  const empty = (['host', 'database', 'user'] as const).filter((one) => parts[one].trim() === '');
  return parts.port >= 1 ? empty : [...empty, 'port'];
}

/** The URL that the appliance takes as a connection string. */
export function toConnection({ engine, file, ...parts }: Parts): string {
  // A ? or # would end the path.
  if (engine === 'sqlite')
    return `sqlite:///${encodeURI(file.trim()).replaceAll(/[?#]/g, encodeURIComponent)}`;
  const login = `${encodeURIComponent(parts.user.trim())}:${encodeURIComponent(parts.password)}`;
  const { host, port, instance } = serverOf(parts.host.trim(), parts.port, engine);
  const path = [instance, parts.database.trim()].filter((part) => part !== null);
  const place = port === null ? host : `${host}:${port}`;
  return `${engine}://${login}@${place}/${path.map(encodeURIComponent).join('/')}`;
}

/** A server as people write it: also `host:port`, SQL Server's `host,port` and `host\instance`. */
function serverOf(text: string, port: number, engine: Engine) {
  const [place = '', instance = null] = engine === 'mssql' ? text.split('\\') : [text];
  const [, host = place, own] = /^([^:,]+)[:,](\d{1,5})$/.exec(place) ?? [];
  const bracketed = /^[^[]*:[^[]*:/.test(host) ? `[${host}]` : host;
  // A named instance tells its port itself.
  const usual = instance !== null && port === ports[engine] ? null : port;
  return { host: bracketed, port: own === undefined ? usual : Number(own), instance };
}
