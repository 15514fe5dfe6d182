import { PooledSource, type Roles } from '../pooled-source.ts';
import type { Engine, EngineTools } from '../source.ts';
import { audit } from './audit.ts';
import { type PgConnection, PgDriver } from './connect.ts';
import { engineName, introspect } from './introspect.ts';
import { runQuery } from './run.ts';
import { inTransaction } from './transaction.ts';

/** PostgreSQL, by pg. */
export function createEngine(tools: EngineTools): Engine {
  const open = new Set<PooledSource<PgConnection>>();
  return {
    open(target, reach) {
      const driver = new PgDriver(target, reach, tools);
      const source = new PooledSource('postgres', driver, rolesOf(driver, tools), tools);
      open.add(source);
      return source;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map((source) => source.close()));
    },
  };
}

const rolesOf = (driver: PgDriver, tools: EngineTools): Roles<PgConnection> => ({
  engine: (job) => inTransaction(job, driver, tools, engineName),
  introspect: (job) => introspect(job, driver, tools),
  run: (job, sql, limits) => runQuery(job, driver, tools, sql, limits),
  audit: (job) => audit(job, driver, tools),
});
