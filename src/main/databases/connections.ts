import { existsSync, realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Secrets } from '../host.ts';
import { DiwanError } from '../lib/errors.ts';
import { parseConnectionString } from '../sources/connection-string.ts';
import type { Reach, Source, Target } from '../sources/source.ts';
import type { Sources } from '../sources/sources.ts';

/** Whose connection string it is, as far as that decides where it may lead. */
export interface Provenance {
  shared: number;
  created_by: number | null;
}

interface Kept {
  id: number;
  secret_ref: string;
}

export interface Opened {
  source: Source;
  target: Target;
}

/** Connection strings: in the keychain, parsed, opened. Nothing else reads them. */
export interface Connections {
  parse(connection: string): Target;
  /** Without connecting: Source.test does. The key is the connection's own for its pool. */
  openTarget(key: number | string, target: Target, whose: Provenance): Promise<Source>;
  /** @throws DiwanError `secret_missing`, `db_host_forbidden` */
  open(row: Provenance & Kept): Promise<Opened>;
  forget(key: number | string): Promise<void>;
  /** The environment's own connection string for a database: kept for this run, stored nowhere. */
  give(id: number, connection: string): void;
}

export interface ConnectionsDeps {
  secrets: Secrets;
  sources: Sources;
  /** The data folder: its files are nobody's database but the operator's. */
  home: string;
  /** Where connection strings of people who are no operators may lead. */
  reach: () => Reach;
  isAdmin: (userId: number) => boolean;
}

export const secretOf = (id: number): string => `connection-${id}`;

export function createConnections(deps: ConnectionsDeps): Connections {
  const { secrets, sources } = deps;
  // Read from the keychain once, which is slower than most questions. A reading that was
  // forgotten while it was under way is no longer in here, so it cannot come back.
  const known = new Map<number | string, Promise<Target>>();
  const openTarget: Connections['openTarget'] = async (key, target, whose) => {
    const trusted = byOperator(whose, deps);
    if (!trusted && leadsHome(target, deps.home))
      throw new DiwanError('db_host_forbidden', { params: { host: target.database } });
    return sources.open(key, target, trusted ? 'anywhere' : deps.reach());
  };
  const read = async (name: string): Promise<Target> => {
    const connection = await secrets.get(name);
    if (connection === null) throw new DiwanError('secret_missing', { params: { name } });
    return parseConnectionString(connection);
  };
  const recall = ({ id, secret_ref: name }: Kept): Promise<Target> => {
    const reading = known.get(id) ?? read(name);
    known.set(id, reading);
    reading.catch(() => known.get(id) === reading && known.delete(id));
    return reading;
  };
  return {
    parse: parseConnectionString,
    openTarget,
    async open(row) {
      const target = await recall(row);
      return { source: await openTarget(row.id, target, row), target };
    },
    async forget(key) {
      known.delete(key);
      await sources.forget(key);
    },
    give: (id, connection) =>
      void known.set(id, Promise.resolve(parseConnectionString(connection))),
  };
}

const byOperator = (whose: Provenance, { isAdmin }: ConnectionsDeps): boolean =>
  whose.shared === 1 || whose.created_by === null || isAdmin(whose.created_by);

/** Our own stores and the vault are files too; links to them count as well. */
function leadsHome(target: Target, home: string): boolean {
  if (target.dialect !== 'sqlite') return false;
  const real = (path: string) => (existsSync(path) ? realpathSync(path) : resolve(path));
  const folder = real(home) + sep;
  const { database } = target;
  return [database, database.replace(/^\/+/, '')].some((path) =>
    real(resolve(path)).startsWith(folder),
  );
}
