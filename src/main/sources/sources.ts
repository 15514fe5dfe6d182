import { lookup as lookupName } from 'node:dns/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Dialect } from '../../preload/contract/database.ts';
import type { Clock } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import type { Lookup } from './hosts.ts';
import { createSlots } from './slots.ts';
import type { CreateEngine, Engine, EngineTools, Reach, Source, Target } from './source.ts';

/** Connections of an appliance in all: 18 that query, 2 that cancel. */
const connections = { work: 18, cancel: 2 };

export type EngineLoaders = Readonly<
  Partial<Record<Dialect, () => Promise<{ createEngine: CreateEngine }>>>
>;

/** Drivers are heavy: each is loaded when its first database is opened. */
const engineLoaders: EngineLoaders = {
  sqlite: () => import('./sqlite/index.ts'),
  mssql: () => import('./mssql/index.ts'),
  postgres: () => import('./postgres/index.ts'),
  mysql: () => import('./mysql/index.ts'),
};

const systemLookup: Lookup = (host) => lookupName(host, { all: true });

/** The customers' databases that are open, one Source a connection. */
export interface Sources extends AsyncDisposable {
  /**
   * The source of connection `id`, the same one as long as its target is the same. Opening does
   * not connect: source.test() does. `reach` says whose connection string it is.
   */
  open(id: number | string, target: Target, reach: Reach): Promise<Source>;
  /** Closes what is open for a connection that was removed or changed. */
  forget(id: number | string): Promise<void>;
}

interface Opened {
  target: Target;
  reach: Reach;
  source: Source;
}

export function createSources(parts: {
  clock: Clock;
  log: Log;
  lookup?: Lookup;
  engines?: EngineLoaders;
}): Sources {
  const slots = {
    work: createSlots(connections.work),
    cancel: createSlots(connections.cancel),
  };
  const { clock, log, lookup = systemLookup } = parts;
  const engines = new Engines(
    { clock, log, lookup, slots },
    { ...engineLoaders, ...parts.engines },
  );
  const opened = new Map<number | string, Opened>();

  const forget = async (id: number | string) => {
    const known = opened.get(id);
    opened.delete(id);
    await known?.source.close();
  };
  return {
    async open(id, target, reach) {
      const engine = await engines.get(target.dialect);
      const known = opened.get(id);
      if (known && known.reach === reach && isDeepStrictEqual(known.target, target))
        return known.source;
      const source = engine.open(target, reach);
      const closing = forget(id);
      opened.set(id, { target, reach, source });
      await closing;
      return source;
    },
    forget,
    async [Symbol.asyncDispose]() {
      await Promise.all([...opened.keys()].map(forget));
      await engines[Symbol.asyncDispose]();
    },
  };
}

/** Each engine once, whoever asks first. */
class Engines implements AsyncDisposable {
  readonly #tools: EngineTools;
  readonly #loaders: EngineLoaders;
  readonly #engines = new Map<Dialect, Promise<Engine>>();
  #ended = false;

  constructor(tools: EngineTools, loaders: EngineLoaders) {
    this.#tools = tools;
    this.#loaders = loaders;
  }

  get(dialect: Dialect): Promise<Engine> {
    if (this.#ended) return Promise.reject(new DiwanError('shutting_down'));
    const known = this.#engines.get(dialect);
    if (known !== undefined) return known;
    const engine = this.#load(dialect);
    this.#engines.set(dialect, engine);
    return engine;
  }

  async #load(dialect: Dialect): Promise<Engine> {
    const load = this.#loaders[dialect];
    if (load === undefined) throw new DiwanError('database_unavailable');
    return (await load()).createEngine(this.#tools);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    const engines = await Promise.allSettled(this.#engines.values());
    const started = engines.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    await Promise.all(started.map((engine) => engine[Symbol.asyncDispose]()));
  }
}
