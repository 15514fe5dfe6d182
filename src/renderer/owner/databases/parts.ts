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
  const wanted =
    parts.engine === 'sqlite' ? (['file'] as const) : (['host', 'database', 'user'] as const);
  return wanted.filter((field) => parts[field].trim() === '');
}

/** The URL that the appliance takes as a connection string. */
export function toConnection({
  engine,
  host,
  port,
  database,
  user,
  password,
  file,
}: Parts): string {
  if (engine === 'sqlite') return `sqlite:///${encodeURI(file.trim())}`;
  const login = `${encodeURIComponent(user.trim())}:${encodeURIComponent(password)}`;
  return `${engine}://${login}@${host.trim()}:${port}/${encodeURIComponent(database.trim())}`;
}
