import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { createDatabases, type Databases } from '../../src/main/databases/databases.ts';
import { systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { createGate, type Gate } from '../../src/main/sources/gate.ts';
import { guards } from '../../src/main/sources/guard/guards.ts';
import type { CreateEngine, Source } from '../../src/main/sources/source.ts';
import { createSources, type Sources } from '../../src/main/sources/sources.ts';
import { createEngine } from '../../src/main/sources/sqlite/index.ts';
import type { DatabaseEntry } from '../../src/preload/contract/databases.ts';
import type { Person } from '../../src/preload/contract/people.ts';
import { type Settings, settingGroups } from '../../src/preload/contract/settings.ts';
import { temporaryFolder } from './folder.ts';
import { type Crowd, crowd } from './people.ts';

const log = createLog('silent', { write: () => undefined });
export const never = new AbortController().signal;

/** SQLite as it is, with each reading of a schema counted and, if asked, held up. */
export interface Engine extends AsyncDisposable {
  sources: Sources;
  introspections(): number;
  /** Awaited before each reading of a schema. */
  hold: (() => Promise<void>) | null;
}

export function sqliteEngine(): Engine {
  let introspections = 0;
  const counted = (source: Source): Source => ({
    dialect: source.dialect,
    test: (signal) => source.test(signal),
    run: (sql, limits, signal) => source.run(sql, limits, signal),
    audit: (signal) => source.audit(signal),
    close: () => source.close(),
    async introspect(signal) {
      introspections += 1;
      await engine.hold?.();
      return source.introspect(signal);
    },
  });
  const create: CreateEngine = (tools) => {
    const real = createEngine(tools);
    return {
      open: (target, reach) => counted(real.open(target, reach)),
      [Symbol.asyncDispose]: () => real[Symbol.asyncDispose](),
    };
  };
  const sqlite = async () => ({ createEngine: create });
  const sources = createSources({ clock: systemClock, log, engines: { sqlite } });
  const engine: Engine = {
    sources,
    introspections: () => introspections,
    hold: null,
    [Symbol.asyncDispose]: () => sources[Symbol.asyncDispose](),
  };
  return engine;
}

export interface Archive extends AsyncDisposable {
  town: Crowd;
  databases: Databases;
  gate: Gate;
  settings: Settings['databases'];
  /** Makes a database file outside of the data folder. */
  file(name: string, script?: string): string;
  /** A database of that name added by its owner. */
  add(owner: Person, name: string, script?: string): Promise<DatabaseEntry>;
  /** The rows of a query, asked as the person. */
  query(person: Person, id: number, sql: string): Promise<unknown[][]>;
}

export const shop = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, country TEXT, salary INTEGER);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id),
    status TEXT, total REAL);
  INSERT INTO customers VALUES (1, 'Ada', 'Oman', 5000), (2, 'Sina', 'Iran', 6000);
  INSERT INTO orders VALUES (1, 1, 'paid', 10.5), (2, 2, 'open', 20), (3, 2, 'paid', 7);`;

/** Catalogue and askables whole, on a real store and real SQLite files behind the real guard. */
export function archive(engine: Engine): Archive {
  const stack = new AsyncDisposableStack();
  const town = stack.use(crowd());
  const outside = stack.use(temporaryFolder()).path;
  const settings: Settings['databases'] = {
    ...settingGroups.databases.parse({}),
    reach: 'anywhere',
  };
  const gate = createGate({ guards, log, clock: systemClock });
  const databases = stack.use(
    createDatabases({
      ...town,
      log,
      gate,
      sources: engine.sources,
      persons: town.people.persons,
      home: town.folder,
      settings: () => settings,
    }),
  );
  let files = 0;
  const file = (name: string, script = shop): string => {
    files += 1;
    const path = join(outside, `${files}-${name}`);
    const database = new BetterSqlite3(path);
    database.exec(script);
    database.close();
    return path;
  };
  return {
    town,
    databases,
    gate,
    settings,
    file,
    async add(owner, name, script) {
      const connection = `sqlite:///${file(`${name}.sqlite`, script)}`;
      const input = { name, connection };
      return (await databases.catalogue.add(town.now(owner), input, never)).database;
    },
    async query(person, id, sql) {
      const scope = { userId: person.id, organizationId: person.organization?.id ?? null };
      const { source, rules } = await databases.askables.open(id, scope, never);
      const limits = { timeoutMs: 5_000, maxRows: 100, maxBytes: 100_000 };
      return (await gate.run(source, sql, rules, limits, never)).result.rows;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
